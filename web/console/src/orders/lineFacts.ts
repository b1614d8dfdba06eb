/** What a line of the order list says about itself; as the platform counts and narrows by it. */

import { deadlineMeaning, formatExact } from '@ronghe/ui'
import { isGiven } from '../api/given'
import type { OrderLineView } from '../api/types'
import { toDate } from '../parts/Moment'

export function isOverdue(line: OrderLineView, now: Date): boolean {
  return urgency(line, now) === 'late'
}

export function isDueSoon(line: OrderLineView, now: Date): boolean {
  return urgency(line, now) === 'soon'
}

/** The company's date, as `2025-07-12`. */
export function dayOf(date: Date): string {
  return formatExact(date).slice(0, 'yyyy-mm-dd'.length)
}

function urgency(line: OrderLineView, now: Date) {
  if (!isGiven(line.due_at) || line.state !== 'open') return 'plain'
  return deadlineMeaning({ due: toDate(line.due_at) }, now)
}
