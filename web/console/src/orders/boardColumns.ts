import type { OrderLineView } from '../api/types'
import { stepsOf, type Step } from './steps'

export interface BoardColumn {
  key: string
  /** One of the steps that stand here, and the version that names it; none for orders without an open stage. */
  named: { step: Step; bundle: string } | undefined
  cards: { line: OrderLineView; step: Step | undefined }[]
}

/**
 * Columns by element, those that open first at the left; an order with two open stages stands in both. Elements of two
 * processes that are called the same are one column; those that only have the same id are two.
 */
export function boardColumns(lines: OrderLineView[]): BoardColumn[] {
  const columns = new Map<string, BoardColumn & { place: number }>()
  for (const line of lines) {
    const steps: (Step | undefined)[] = line.stages.length > 0 ? stepsOf(line.stages, line.rounds) : [undefined]
    for (const step of steps) {
      const key = step ? `${step.stage.element} ${step.stage.name}` : 'none'
      const place = step?.stage.place ?? Number.MAX_SAFE_INTEGER
      const named = step && { step, bundle: line.bundle_hash }
      const column = columns.get(key) ?? { key, named, cards: [], place }
      column.cards.push({ line, step })
      column.place = Math.min(column.place, place)
      columns.set(key, column)
    }
  }
  return [...columns.values()].sort((one, other) => one.place - other.place)
}
