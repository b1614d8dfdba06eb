import type { IconName, Meaning } from '@ronghe/ui'
import { isGiven } from '../api/given'
import type { LimitView, StageView } from '../api/types'

/** How a limit stands, with its look; one that runs shows its deadline instead. */
export const LIMIT_STATES = {
  paused: { icon: 'pause', meaning: 'plain' },
  without_date: { icon: 'alert', meaning: 'late' },
  kept: { icon: 'check', meaning: 'done' },
  missed: { icon: 'alert', meaning: 'late' },
  kept_after_all: { icon: 'check', meaning: 'soon' },
} as const satisfies Record<string, { icon: IconName; meaning: Meaning }>

export type LimitState = keyof typeof LIMIT_STATES

/** Nothing for a limit that runs towards its date. */
export function limitState({ ended_at, due_at, level, breach }: LimitView): LimitState | undefined {
  if (isGiven(ended_at)) return breach === 'overdue' ? 'missed' : breach === 'corrected' ? 'kept_after_all' : 'kept'
  if (level === 'paused') return 'paused'
  return isGiven(due_at) ? undefined : 'without_date'
}

/** What needs somebody first: unexplained, then running by date, then what is over. */
export function limitsInOrder(limits: LimitView[]): LimitView[] {
  const rank = (limit: LimitView) => (limit.wants_reason ? 0 : isGiven(limit.ended_at) ? 2 : 1)
  return [...limits].sort((one, other) => rank(one) - rank(other) || (one.due_at ?? 0) - (other.due_at ?? 0))
}

/** The clocks of one limit: its own, or those of all rounds of a stage. */
export interface LimitGroup {
  /** The one that needs somebody first. */
  limit: LimitView
  all: number
  ended: number
}

/** In order; the clocks that a limit gave to each round of a stage in one. */
export function limitGroups(limits: LimitView[], stages: StageView[]): LimitGroup[] {
  const inRounds = new Set(stages.flatMap(({ element, round }) => (isGiven(round) ? [element] : [])))
  const groups = new Map<string, LimitGroup>()
  for (const limit of limitsInOrder(limits)) {
    const { kind, policy, element } = limit
    const key = isGiven(element) && inRounds.has(element) ? `${kind} ${policy} ${element}` : limit.limit
    const known = groups.get(key) ?? { limit, all: 0, ended: 0 }
    groups.set(key, { ...known, all: known.all + 1, ended: known.ended + (isGiven(limit.ended_at) ? 1 : 0) })
  }
  return [...groups.values()]
}
