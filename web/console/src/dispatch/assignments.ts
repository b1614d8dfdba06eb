import { isGiven } from '../api/given'
import type { Maybe, OrderLineView, PersonView, StageView } from '../api/types'

/** A stage that is to be given to somebody. */
export interface StageToGive {
  order: string
  orderNo: string
  station: Maybe<string>
  stage: StageView
}

/** Of each order the stages that nobody has; where all are taken, those are reassigned. */
export function stagesToDispatch(lines: OrderLineView[]): StageToGive[] {
  return lines.flatMap(({ order, order_no, station, stages }) => {
    const free = stages.filter(({ assignee }) => !isGiven(assignee))
    return (free.length > 0 ? free : stages).map((stage) => ({ order, orderNo: order_no, station, stage }))
  })
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
