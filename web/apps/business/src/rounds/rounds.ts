/**
 * The rounds of a stage that is done several times, such as once for each meter of a route. Where the process counts
 * them only, a round is for whatever number is entered in it, and the route's own list says what is still to do.
 */

import { metresBetween, type Household, type LonLat, type MeterFacts, type OrderDetail, type OrderView, type Stage } from '@ronghe/field'
import type { FormUi } from '@ronghe/forms'
import { isOpen, stagesInOrder, valuesOf } from '../order/stages'

/** What stands in the strip of an order's stages: one stage, or all rounds of one. */
export type Step = { stage: Stage } | { rounds: Stage[] }

/** The stages as they opened; rounds that were begun together stand together. */
export function stepsOf(view: OrderView): Step[] {
  const together = new Map<string, Stage[]>()
  const steps: Step[] = []
  for (const stage of stagesInOrder(view)) {
    const key = `${stage.element} ${stage.round?.of}`
    const rounds = together.get(key)
    if (stage.round === undefined) steps.push({ stage })
    else if (rounds) rounds.push(stage)
    else {
      const first = [stage]
      together.set(key, first)
      steps.push({ rounds: first })
    }
  }
  return steps
}

/** The rounds that a person still has something to do in; the last to open first. */
export function ownRounds(view: OrderView, person: string): Stage[] | undefined {
  const open = (stage: Stage) => isOpen(stage) && stage.assignee === person
  return stepsOf(view)
    .flatMap((step) => ('rounds' in step && step.rounds.some(open) ? [step.rounds] : []))
    .at(-1)
}

/** All rounds that this stage is one of. */
export function roundsOf(view: OrderView, stage: string): Stage[] | undefined {
  return stepsOf(view).flatMap((step) => ('rounds' in step ? [step.rounds] : [])).find((rounds) => rounds.some((each) => each.stage === stage))
}

export function doneOf(rounds: Stage[]): number {
  return rounds.filter((stage) => !isOpen(stage)).length
}

/** The field whose number says what a round is for: the first that is scanned. */
export function numberField(ui: FormUi): string | undefined {
  return ui.groups.flatMap(({ fields }) => fields).find((field) => ui.fields[field]?.widget === 'barcode')
}

export type ItemStanding = 'to_do' | 'begun' | 'refused' | 'done' | 'with_others'

/** One item of a route: a round, or a meter that no round has been begun for. */
export interface Item {
  standing: ItemStanding
  number?: string
  stage?: Stage
  meter?: MeterFacts
  /** Who lives there, as far as it is known. */
  household?: Household
  /** Metres from the worker; nothing while either place is unknown. */
  distance?: number
}

/** Everything that is to do or done, what is nearest first. */
export function itemsOf(detail: OrderDetail, rounds: Stage[], person: string, here: LonLat | undefined): Item[] {
  const ui = detail.bundle?.forms[rounds[0]?.form ?? '']?.ui
  const field = ui && numberField(ui)
  const meters = detail.order.facts.meters ?? {}
  const items: Item[] = rounds.map((stage) => {
    const number = (field === undefined ? undefined : valuesOf(detail, stage)[field]) ?? seenItem(stage)
    return {
      stage,
      standing: standingOf(detail, stage, person),
      ...(typeof number === 'string' ? { number, ...known(detail, meters[number], here) } : {}),
    }
  })
  const numbered = items.filter(({ standing, number }) => number !== undefined || standing !== 'to_do')
  if (field === undefined || Object.keys(meters).length === 0) return items
  const begun = new Set(numbered.map(({ number }) => number))
  const ahead = Object.entries(meters)
    .filter(([number]) => !begun.has(number))
    .map(([number, meter]): Item => ({ standing: 'to_do', number, ...known(detail, meter, here) }))
  return [...numbered, ...ahead.sort(nearestFirst)]
}

/** A round of one's own that nothing has been entered in. */
export function freeRound(detail: OrderDetail, rounds: Stage[], person: string): Stage | undefined {
  return rounds.find((stage) => standingOf(detail, stage, person) === 'to_do')
}

/** Whether an item is meant by what was typed; blanks as in grouped numbers do not matter. */
export function isMeant({ number, meter, household }: Item, sought: string): boolean {
  const wanted = sought.replace(/\s/g, '').toLowerCase()
  if (wanted === '') return true
  return [number, meter?.customer_no, meter?.comm_address, household?.service_address].some(
    (text) => text?.replace(/\s/g, '').toLowerCase().includes(wanted) === true,
  )
}

function standingOf({ drafts, pending }: OrderDetail, stage: Stage, person: string): ItemStanding {
  if (pending.some((entry) => entry.stage === stage.stage && entry.state === 'parked')) return 'refused'
  if (!isOpen(stage)) return 'done'
  if (stage.assignee !== person) return 'with_others'
  const draft = Object.values(drafts[stage.stage] ?? {}).filter((value) => value !== null)
  return draft.length > 0 ? 'begun' : 'to_do'
}

/** What the process says that a round is for, where it says so by a number. */
function seenItem({ round }: Stage): string | undefined {
  const items = Object.entries(round?.sees ?? {}).filter(([name]) => name !== 'loopCounter')
  return items.map(([, item]) => item).find((item) => typeof item === 'string')
}

function known(
  { households }: OrderDetail,
  meter: MeterFacts | undefined,
  here: LonLat | undefined,
): Pick<Item, 'meter' | 'household' | 'distance'> {
  const household = households?.[meter?.customer_no ?? '']
  return { ...placed(meter, here), ...(household ? { household } : {}) }
}

function placed(meter: MeterFacts | undefined, here: LonLat | undefined): Pick<Item, 'meter' | 'distance'> {
  if (meter === undefined) return {}
  const { lon, lat } = meter
  if (here === undefined || lon === undefined || lat === undefined) return { meter }
  return { meter, distance: metresBetween({ lon, lat }, here) }
}

/** What has no place keeps the order of the route's list, behind what has one. */
function nearestFirst(one: Item, other: Item): number {
  if (one.distance === undefined && other.distance === undefined) return 0
  return (one.distance ?? Infinity) - (other.distance ?? Infinity)
}
