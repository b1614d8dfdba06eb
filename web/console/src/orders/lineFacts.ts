/** What a line of the order list says about itself; the same questions count on 今日 and filter on the board. */

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

/** Somebody has to be found for one of its stages. */
export function isUndispatched(line: OrderLineView): boolean {
  return line.state === 'open' && line.stages.some((stage) => !isGiven(stage.assignee))
}

export function lacksEvidence(line: OrderLineView): boolean {
  return line.evidence_missing > 0
}

export function isWorkedOnBy(line: OrderLineView, person: string): boolean {
  return line.stages.some((stage) => stage.assignee === person)
}

/** The company's date of the deadline, as `2025-07-12`. */
export function dueDay(line: OrderLineView): string | undefined {
  return isGiven(line.due_at) ? dayOf(toDate(line.due_at)) : undefined
}

export function dayOf(date: Date): string {
  return formatExact(date).slice(0, 'yyyy-mm-dd'.length)
}

function urgency(line: OrderLineView, now: Date) {
  if (!isGiven(line.due_at) || line.state !== 'open') return 'plain'
  return deadlineMeaning({ due: toDate(line.due_at) }, now)
}
