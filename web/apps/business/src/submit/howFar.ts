import { deliveryOf, type OutboxEntry, type Stage } from '@ronghe/field'
import type { DeliveryState } from '@ronghe/ui'
import { isOpen } from '../order/stages'

/**
 * How far a submitted record has come. What has left the outbox has its receipt; but while the stage still counts as
 * open, this page has not yet heard of the record, and says no more than that it is saved.
 */
export function howFar(entry: OutboxEntry | undefined, stage: Stage | undefined): DeliveryState {
  if (entry) return deliveryOf(entry) ?? 'saved'
  return stage && isOpen(stage) ? 'saved' : 'confirmed'
}

/**
 * The same by the outbox itself, for a page that outlives its order: handed on to somebody else, an order leaves this
 * terminal, and its page hears no more of it.
 */
export function howFarIn(outbox: OutboxEntry[] | undefined, operation: string): DeliveryState {
  if (outbox === undefined) return 'saved'
  const entry = outbox.find((each) => each.op_id === operation)
  return entry ? (deliveryOf(entry) ?? 'saved') : 'confirmed'
}
