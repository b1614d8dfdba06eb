/** What the order says of the supply that a command is about, as the platform reads it (`crates/platform/src/metering/facts.rs`). */

import type { Facts } from '@ronghe/field'
import type { Instant } from '@ronghe/forms'
import type { MeterCommand, MeterStanding } from '@ronghe/ui'

export interface SupplyFacts {
  notice_at?: Instant
  arrears_fen?: number
  life_support: boolean
  critical: boolean
  guard_on: boolean
  disputed: boolean
  paid: boolean
}

export function supplyFacts(facts: Facts | undefined): SupplyFacts {
  const notice_at = member(facts?.['notice'], 'delivered_at')
  const arrears_fen = member(facts?.['arrears'], 'amount_fen')
  return {
    ...(typeof notice_at === 'number' ? { notice_at } : {}),
    ...(typeof arrears_fen === 'number' ? { arrears_fen } : {}),
    life_support: member(facts?.['supply'], 'life_support') === true,
    guard_on: member(facts?.['supply'], 'guard_on') === true,
    critical: member(facts?.customer, 'critical') === true,
    disputed: member(facts?.['arrears'], 'dispute_open') === true,
    paid: typeof member(facts?.['payment'], 'receipt_no') === 'string',
  }
}

export const HARD_STOPS = ['life_support', 'critical', 'guard', 'paid', 'disputed'] as const
export type HardStop = (typeof HARD_STOPS)[number]

/** Why a supply is not switched off, whoever allowed it: the page then offers nothing to press. The platform asks again. */
export function hardStops(command: MeterCommand, supply: SupplyFacts, standing: MeterStanding | undefined): HardStop[] {
  if (command !== 'trip') return []
  const holds: Record<HardStop, boolean> = {
    life_support: supply.life_support,
    critical: supply.critical,
    guard: supply.guard_on || standing?.guard_on === true,
    paid: supply.paid,
    disputed: supply.disputed,
  }
  return HARD_STOPS.filter((stop) => holds[stop])
}

function member(object: unknown, name: string): unknown {
  return typeof object === 'object' && object !== null ? (object as Record<string, unknown>)[name] : undefined
}
