import type { IconName, Meaning } from '@ronghe/ui'
import type { EvidenceState } from '../orders/attachments'

/**
 * What the browser found about a file. `differs` also where the platform refused to hand it out because it is no longer
 * what it was; `unchecked` where it came, and the browser computes no digests.
 */
export type FileVerdict = 'waiting' | 'verified' | 'differs' | 'unavailable' | 'withheld' | 'unchecked'

export const VERDICTS: Record<FileVerdict, { meaning: Meaning; icon: IconName }> = {
  verified: { meaning: 'done', icon: 'check' },
  differs: { meaning: 'late', icon: 'alert' },
  unavailable: { meaning: 'soon', icon: 'clock' },
  withheld: { meaning: 'plain', icon: 'lock' },
  unchecked: { meaning: 'soon', icon: 'alert' },
  waiting: { meaning: 'running', icon: 'waiting' },
}

export const ALL_VERDICTS = Object.keys(VERDICTS) as FileVerdict[]

export interface FileFound {
  state: EvidenceState
  /** The reader is not shown it. */
  isWithheld: boolean
  recorded: string
  /** What the entry of the chain says that was written when it came; nothing where there is no such entry. */
  chained?: string | undefined
  /** What the file that came hashes to; `undefined` where it was not computed. */
  came?: { sha256: string | undefined }
  /** The status of the platform's refusal; 0 for no answer at all. */
  refusedWith?: number
}

export function fileVerdict({ state, isWithheld, recorded, chained, came, refusedWith }: FileFound): FileVerdict {
  if (chained !== undefined && chained !== recorded) return 'differs'
  // The platform found it different when it came, and keeps it back.
  if (state === 'corrupt') return 'differs'
  if (state !== 'complete') return 'unavailable'
  if (isWithheld) return 'withheld'
  if (came) {
    if (came.sha256 === undefined) return 'unchecked'
    return came.sha256 === recorded ? 'verified' : 'differs'
  }
  switch (refusedWith) {
    case undefined:
      return 'waiting'
    case 403:
      return 'withheld'
    case 409:
      return 'differs'
    default:
      return 'unavailable'
  }
}

/** How many of each. */
export function countVerdicts(verdicts: FileVerdict[]): Record<FileVerdict, number> {
  const counts = Object.fromEntries(ALL_VERDICTS.map((verdict) => [verdict, 0])) as Record<FileVerdict, number>
  for (const verdict of verdicts) counts[verdict] += 1
  return counts
}
