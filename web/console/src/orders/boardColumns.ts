import type { OrderLineView, StageView } from '../api/types'

export interface BoardColumn {
  /** One of the stages that stand here; none for orders without an open stage. */
  stage: StageView | undefined
  cards: { line: OrderLineView; stage: StageView | undefined }[]
}

/** Columns by element, those that open first at the left; an order with two open stages stands in both. */
export function boardColumns(lines: OrderLineView[]): BoardColumn[] {
  const columns = new Map<string | undefined, BoardColumn & { place: number }>()
  for (const line of lines) {
    const stages = line.stages.length > 0 ? line.stages : [undefined]
    for (const stage of stages) {
      const place = stage?.place ?? Number.MAX_SAFE_INTEGER
      const column = columns.get(stage?.element) ?? { stage, cards: [], place }
      column.cards.push({ line, stage })
      column.place = Math.min(column.place, place)
      columns.set(stage?.element, column)
    }
  }
  return [...columns.values()].sort((one, other) => one.place - other.place)
}
