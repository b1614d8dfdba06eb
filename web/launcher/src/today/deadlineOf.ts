import type { OrderLine } from '@ronghe/field'
import { fromInstant } from '@ronghe/forms'
import type { Deadline } from '@ronghe/ui'

/** The order's clock; nothing while none runs. It began when the order came, or with the stage at hand. */
export function deadlineOf({ due_at, created_at, stage, state }: OrderLine): Deadline | undefined {
  const start = created_at ?? stage?.opened_at
  if (due_at === undefined || start === undefined || OVER.has(state)) return undefined
  return { due: fromInstant(due_at), start: fromInstant(start), paused: state === 'suspended' }
}

const OVER = new Set(['terminated', 'archived'])
