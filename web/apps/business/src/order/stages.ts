/** What the pages read out of an order: its stages in their order, whose turn it is, what forms and rules see. */

import type { OrderDetail, OrderView, Person, Stage } from '@ronghe/field'
import { roundsOf, type FormValues } from '@ronghe/forms'

export function stagesInOrder({ stages }: OrderView): Stage[] {
  return Object.values(stages).sort((one, other) => one.place - other.place)
}

/** The stage that this person works on, the last to open first. */
export function ownStage(view: OrderView, person: string): Stage | undefined {
  return stagesInOrder(view)
    .reverse()
    .find((stage) => isOpen(stage) && stage.assignee === person)
}

export function isOpen({ state }: Stage): boolean {
  return OPEN.has(state)
}

/** What rules and forms see as `order`; as `OrderView::facts_for` in `crates/sync`. */
export function factsFor(view: OrderView, own: Stage, worker: Person, now: Date): Record<string, unknown> {
  const stages: Record<string, FormValues> = {}
  for (const stage of stagesInOrder(view)) {
    if (PASSED.has(stage.state)) stages[stage.element] = stage.values ?? {}
  }
  return {
    ...view.facts,
    order_no: view.order_no,
    stages,
    rounds: roundsOf(stagesInOrder(view)),
    ...(own.round === undefined ? {} : { round: own.round.sees, other_rounds: otherRounds(view, own).map(({ values }) => values ?? {}) }),
    worker: { person_id: worker.person, name: worker.name },
    today: LOCAL_DATE.format(now),
  }
}

/** The element's other rounds that are done. */
export function otherRounds(view: OrderView, { element, round: own }: Stage): Stage[] {
  const isOther = ({ round }: Stage) =>
    round !== undefined && own !== undefined && round.of === own.of && round.sees.loopCounter !== own.sees.loopCounter
  return stagesInOrder(view).filter((stage) => PASSED.has(stage.state) && stage.element === element && isOther(stage))
}

/** The values of a stage: what it opened with, and the draft over it. A null in the draft says that it was cleared. */
export function valuesOf({ drafts }: Pick<OrderDetail, 'drafts'>, stage: Stage): FormValues {
  const values = { ...stage.values, ...drafts[stage.stage] }
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null))
}

const OPEN = new Set<Stage['state']>(['created', 'dispatched', 'signed_in', 'en_route', 'on_site', 'in_progress'])
const PASSED = new Set<Stage['state']>(['submitted', 'reviewed'])
// Swedish writes dates the ISO way.
const LOCAL_DATE = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai', dateStyle: 'short' })
