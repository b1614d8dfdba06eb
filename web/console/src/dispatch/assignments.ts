import { isGiven } from '../api/given'
import type { Maybe, OrderLineView, PersonView, StageView } from '../api/types'
import { isOpen } from '../orders/stages'

/** A stage that is to be given to somebody. */
export interface StageToGive {
  order: string
  orderNo: string
  station: Maybe<string>
  stage: StageView
}

/** Of each order the stages that nobody has; where all are taken, those are reassigned. */
export function stagesToDispatch(lines: OrderLineView[]): StageToGive[] {
  return lines.flatMap(({ order, order_no, station, stages }) =>
    stagesToGive(stages).map((stage) => ({ order, orderNo: order_no, station, stage })),
  )
}

/** Of open stages those that nobody has; where all are taken, all of them. */
export function stagesToGive(stages: StageView[]): StageView[] {
  const open = stages.filter(isOpen)
  const free = open.filter(({ assignee }) => !isGiven(assignee))
  return free.length > 0 ? free : open
}

/** What is given in one line: a stage, or all rounds of one that go together. */
export interface GivenLine {
  given: StageToGive
  rounds: number
}

/** Each order and stage once, however many rounds of it there are. */
export function linesOf(stages: StageToGive[]): GivenLine[] {
  const lines = new Map<string, GivenLine>()
  for (const given of stages) {
    const { order, stage } = given
    const key = isGiven(stage.round) ? `${order} ${stage.element} ${stage.round.of} ${stage.assignee ?? ''}` : stage.stage
    lines.set(key, { given, rounds: (lines.get(key)?.rounds ?? 0) + 1 })
  }
  return [...lines.values()]
}

/** Somebody has one of them already, so the platform will ask for a reason. */
export function needsReason(stages: StageToGive[]): boolean {
  return stages.some(({ stage }) => isGiven(stage.assignee))
}

/** Who works here and may take every one of the stages. */
export function fitting(people: PersonView[], stages: StageToGive[]): PersonView[] {
  return people.filter(
    ({ active, roles, station }) =>
      active &&
      stages.every(({ stage }) => (stage.roles ?? []).some((role) => roles.includes(role))) &&
      stages.every((each) => !isGiven(each.station) || !isGiven(station) || each.station === station),
  )
}
