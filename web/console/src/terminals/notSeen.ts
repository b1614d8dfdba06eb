import { isGiven } from '../api/given'
import type { TerminalView } from '../api/types'
import { toDate } from '../parts/Moment'

/** In use, and a working day without a session. */
export function isNotSeen({ state, last_seen }: TerminalView, now: Date): boolean {
  if (state !== 'active') return false
  return !isGiven(last_seen) || now.getTime() - toDate(last_seen).getTime() > SEEN_WITHIN_MS
}

const SEEN_WITHIN_MS = 24 * 60 * 60_000
