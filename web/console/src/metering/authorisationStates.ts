import type { Meaning, IconName } from '@ronghe/ui'
import type { AuthorisationEntry } from '../api/types'

export type AuthorisationState = AuthorisationEntry['state']

/** How a state looks. */
export const STATE_LOOKS: Record<AuthorisationState, { meaning: Meaning; icon: IconName }> = {
  requested: { meaning: 'soon', icon: 'clock' },
  refused: { meaning: 'late', icon: 'alert' },
  approved: { meaning: 'running', icon: 'check' },
  released: { meaning: 'soon', icon: 'forward' },
  used: { meaning: 'done', icon: 'check' },
  withdrawn: { meaning: 'plain', icon: 'alert' },
  expired: { meaning: 'plain', icon: 'clock' },
}

/** In the order in which they follow each other. */
export const SHOWN_STATES = Object.keys(STATE_LOOKS) as AuthorisationState[]

/** The state that a word in the address means; nothing for any other word. */
export function authorisationState(word: string | null): AuthorisationState | undefined {
  return SHOWN_STATES.find((state) => state === word)
}
