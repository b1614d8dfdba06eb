import type { OrderView, StageState, StageView } from '../api/types'

const OPEN: StageState[] = ['created', 'dispatched', 'signed_in', 'en_route', 'on_site', 'in_progress']
const COMPLETED: StageState[] = ['submitted', 'reviewed']

export function isOpen({ state }: StageView): boolean {
  return OPEN.includes(state)
}

export function isCompleted({ state }: StageView): boolean {
  return COMPLETED.includes(state)
}

/** As they opened. */
export function stagesInOrder(order: OrderView): StageView[] {
  return Object.values(order.stages).sort((one, other) => one.place - other.place)
}

export function openStages(order: OrderView): StageView[] {
  return stagesInOrder(order).filter(isOpen)
}

/** The opening of the same element before this one. */
export function occurrenceBefore(order: OrderView, stage: StageView): StageView | undefined {
  return Object.values(order.stages).find(
    ({ element, occurrence }) => element === stage.element && occurrence === stage.occurrence - 1,
  )
}
