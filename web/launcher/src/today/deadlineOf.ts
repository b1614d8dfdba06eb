import type { OrderLine } from '@ronghe/field'
import { fromInstant } from '@ronghe/forms'
import type { Deadline } from '@ronghe/ui'

/** The clock that ends next; nothing while none runs. Which of the order's clocks it is, and when it began, is not said. */
export function deadlineOf({ due_at, state }: OrderLine): Deadline | undefined {
  if (due_at === undefined || OVER.has(state)) return undefined
  return { due: fromInstant(due_at), paused: state === 'suspended' }
}

const OVER = new Set(['terminated', 'archived'])
