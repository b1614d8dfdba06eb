import type { ActionKind } from '@ronghe/field'
import type { StageState } from '@ronghe/ui'

/** The steps before the form, in the order of the chain; each may be skipped forward, none is taken back. */
export type Step = Exclude<ActionKind, 'decline'>

/** The steps that are still ahead; the first is the one to offer. */
export function stepsAhead(state: StageState): Step[] {
  return CHAIN.slice(REACHED[state])
}

/** A stage can be declined until its work has begun. */
export function canDecline(state: StageState): boolean {
  return stepsAhead(state).length > 0
}

const CHAIN: Step[] = ['sign_in', 'set_out', 'arrive', 'begin']

/** How many steps of the chain a state has behind it. */
const REACHED: Record<StageState, number> = {
  created: 0,
  dispatched: 0,
  signed_in: 1,
  en_route: 2,
  on_site: 3,
  in_progress: 4,
  submitted: 4,
  reviewed: 4,
  sent_back: 4,
  cancelled: 4,
}
