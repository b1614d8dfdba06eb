import { isGiven } from '../api/given'
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

/** The opening of the same element before this one; of a round the same round when all were begun before. */
export function occurrenceBefore(order: OrderView, stage: StageView): StageView | undefined {
  const same = stagesInOrder(order).filter(({ element, occurrence }) => element === stage.element && occurrence < stage.occurrence)
  const { round } = stage
  if (!isGiven(round)) return same.at(-1)
  const isSame = (other: StageView) => isGiven(other.round) && other.round.of !== round.of && roundNumber(other) === roundNumber(stage)
  return same.filter(isSame).at(-1)
}

/** The number of a round among those that were begun with it; people count from one, the engine from nought. */
export function roundNumber({ round }: StageView): number | undefined {
  const counter = (round?.sees as { loopCounter?: unknown } | undefined)?.loopCounter
  return typeof counter === 'number' ? counter + 1 : undefined
}
