import type { OrderLineView } from '../api/types'
import { isDueSoon, isOverdue } from '../orders/lineFacts'

/** What somebody, or a grid, has on its hands. */
export interface Load {
  open: number
  soon: number
  late: number
}

export const NO_LOAD: Load = { open: 0, soon: 0, late: 0 }

/** Orders by who works on them. */
export function loadByPerson(lines: OrderLineView[], now: Date): Map<string, Load> {
  const workersOf = ({ stages }: OrderLineView) => [...new Set(stages.flatMap(({ assignee }) => assignee ?? []))]
  return loadBy(lines, now, workersOf)
}

/** Orders by what `keysOf` says they belong to. */
export function loadBy(lines: OrderLineView[], now: Date, keysOf: (line: OrderLineView) => string[]): Map<string, Load> {
  const loads = new Map<string, Load>()
  for (const line of lines) {
    for (const key of keysOf(line)) {
      const { open, soon, late } = loads.get(key) ?? NO_LOAD
      loads.set(key, {
        open: open + 1,
        soon: soon + (isDueSoon(line, now) ? 1 : 0),
        late: late + (isOverdue(line, now) ? 1 : 0),
      })
    }
  }
  return loads
}
