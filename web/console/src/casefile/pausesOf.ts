import type { Micros, StoryEntry } from '../api/types'

/** A time in which an order stood still (挂起). */
export interface Pause {
  from: Micros
  by: string
  reason: string
  proof?: string
  /** The limits whose clocks stood still. */
  paused: string[]
  /** None while it still stands. */
  until?: Micros
  /** Who let it go on, or ended it. */
  endedBy?: string
}

/** Every suspension of a story, with what ended it. */
export function pausesOf(story: StoryEntry[]): Pause[] {
  const pauses: Pause[] = []
  for (const { kind, actor, at, body } of story) {
    const said = (body ?? {}) as { reason?: unknown; proof?: unknown; paused?: unknown }
    const open = pauses.find(({ until }) => until === undefined)
    if (kind === 'suspended') {
      pauses.push({
        from: at,
        by: actor,
        reason: typeof said.reason === 'string' ? said.reason : '',
        ...(typeof said.proof === 'string' ? { proof: said.proof } : {}),
        paused: Array.isArray(said.paused) ? said.paused.map(String) : [],
      })
    } else if (open && ENDS.includes(kind)) {
      open.until = at
      open.endedBy = actor
    }
  }
  return pauses
}

const ENDS = ['resumed', 'terminated', 'cancelled', 'order_terminated', 'order_archived']
