import { roundsOf, type FormValues } from '@ronghe/forms'
import { isGiven } from '../api/given'
import type { OrderView, StageView } from '../api/types'
import { isCompleted, stagesInOrder } from './stages'

/** The facts as forms see them: with the values of the completed stages, and what rounds came to. */
export function orderFacts(order: OrderView): Record<string, unknown> {
  const opened = stagesInOrder(order)
  const stages = Object.fromEntries(opened.filter(isCompleted).map(({ element, values }) => [element, values]))
  return { ...(order.facts as FormValues | null), stages, rounds: roundsOf(opened) }
}

/** The same for somebody who works on a stage now; as `OrderView::facts_for` in `crates/sync`. */
export function factsFor(
  order: OrderView,
  own: StageView,
  worker: { person: string; name: string },
  now: Date,
): Record<string, unknown> {
  return {
    ...orderFacts(order),
    order_no: order.order_no,
    ...(isGiven(own.round) ? { round: own.round.sees, other_rounds: otherRounds(order, own) } : {}),
    worker: { person_id: worker.person, name: worker.name },
    today: LOCAL_DATE.format(now),
  }
}

/** What the element's other rounds were submitted with. */
function otherRounds(order: OrderView, { element, round: own }: StageView): FormValues[] {
  const isOther = ({ round }: StageView) =>
    isGiven(round) && isGiven(own) && round.of === own.of && round.sees.loopCounter !== own.sees.loopCounter
  const done = stagesInOrder(order).filter((stage) => isCompleted(stage) && stage.element === element && isOther(stage))
  return done.map(({ values }) => (values ?? {}) as FormValues)
}

// Swedish writes dates the ISO way.
const LOCAL_DATE = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai', dateStyle: 'short' })
