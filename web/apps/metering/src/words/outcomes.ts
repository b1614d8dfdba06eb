import type { WorkOutcome } from '@ronghe/forms'
import type { IconName, Meaning } from '@ronghe/ui'

/** How an outcome looks. What is unknown is no failure and no success: it has a look of its own. */
export const OUTCOMES: Record<WorkOutcome, { icon: IconName; meaning: Meaning }> = {
  done: { icon: 'check', meaning: 'done' },
  refused: { icon: 'stop', meaning: 'plain' },
  failed: { icon: 'close', meaning: 'late' },
  unknown: { icon: 'question', meaning: 'soon' },
}
