import { deliveryOf, type OrderLine, type OutboxEntry } from '@ronghe/field'
import type { DeliveryState } from '@ronghe/ui'

/** A record on its way, with the order that it belongs to, if that is still here. */
export interface Sending {
  entry: OutboxEntry
  delivery: DeliveryState
  line: OrderLine | undefined
}

export function unsentOf(entries: OutboxEntry[], lines: OrderLine[]): Sending[] {
  const byOrder = new Map(lines.map((line) => [line.order, line]))
  return entries.flatMap((entry) => {
    const delivery = deliveryOf(entry)
    return delivery === undefined ? [] : [{ entry, delivery, line: byOrder.get(entry.order) }]
  })
}

/** What needs the worker stands on top; the rest as it was recorded. */
export function refusedFirst(one: Sending, other: Sending): number {
  const refused = Number(other.delivery === 'refused') - Number(one.delivery === 'refused')
  return refused === 0 ? one.entry.made_at - other.entry.made_at : refused
}
