/** What the company's systems know when leave is asked for, and which way each of it speaks. */

import { isMeterChange, type MeterChange, type MeterCommand } from '@ronghe/ui'
import { isGiven } from '../api/given'
import type { AuthorisationEntry, StopFacts } from '../api/types'

export const FACT_NAMES = [
  'unknown_customer', 'life_support', 'critical', 'restore_mode', 'receipt', 'arrears', 'balance', 'guard', 'disputed', 'notice', 'bans', 'day_off',
  'failed', 'unverified', 'unreported',
] as const
export type FactName = (typeof FACT_NAMES)[number]

/** Whether it speaks for giving leave or against it, or is only to be known. */
export type Stance = 'against' | 'for' | 'plain'

export interface KnownFact {
  name: FactName
  stance: Stance
}

/** Those that matter to a command, in the order in which they are read; what forbids it is said by the platform beside. */
export function knownFacts(command: MeterCommand, facts: StopFacts): KnownFact[] {
  const shown = isMeterChange(command) ? [...SHOWN[command], ...ALWAYS] : ALWAYS
  return FACT_NAMES.filter((name) => shown.includes(name) && !(LEFT_OUT_WHEN_FALSE.includes(name) && !holds(name, facts))).map((name) => ({
    name,
    stance: stanceOf(name, command, facts),
  }))
}

/** Whether the leave lies on the terminal, or will once it is given: it works there without a network and cannot be taken back. */
export function travels({ state, signed, travels }: Pick<AuthorisationEntry, 'state' | 'signed' | 'travels'>): boolean {
  return state === 'approved' ? isGiven(signed) : state === 'requested' && travels
}

/** It gives a customer his supply back. */
export function isRestore(command: MeterCommand): boolean {
  return command === 'permit_close' || command === 'direct_close'
}

const RESTORE: FactName[] = ['life_support', 'critical', 'restore_mode', 'receipt', 'arrears', 'balance', 'disputed']
const SETTING: FactName[] = ['life_support', 'critical', 'guard']

const SHOWN: Record<MeterChange, FactName[]> = {
  trip: ['life_support', 'critical', 'receipt', 'arrears', 'balance', 'guard', 'disputed', 'notice', 'bans', 'day_off'],
  permit_close: RESTORE,
  direct_close: RESTORE,
  alarm_on: ['life_support', 'critical', 'arrears', 'balance', 'notice'],
  alarm_off: ['arrears', 'balance'],
  guard_on: ['life_support', 'critical', 'guard', 'arrears'],
  guard_off: ['life_support', 'critical', 'guard', 'arrears'],
  set_clock: SETTING,
  set_parameter: SETTING,
  update_keys: SETTING,
  recharge: ['receipt', 'arrears', 'balance'],
}

const ALWAYS: FactName[] = ['unknown_customer', 'failed', 'unverified', 'unreported']
/** Said only where they are so. */
const LEFT_OUT_WHEN_FALSE: FactName[] = ['unknown_customer', 'bans', 'day_off', 'failed', 'unverified', 'unreported']

function holds(name: FactName, facts: StopFacts): boolean {
  switch (name) {
    case 'bans':
      return facts.bans.length > 0
    case 'failed':
      return isGiven(facts.failed_at)
    case 'unreported':
      return isGiven(facts.unreported_at)
    case 'unknown_customer':
    case 'unverified':
    case 'day_off':
      return facts[name]
    default:
      return true
  }
}

function stanceOf(name: FactName, command: MeterCommand, facts: StopFacts): Stance {
  const owes = (facts.arrears_fen ?? 0) > 0
  const stops = command === 'trip'
  const restores = isRestore(command)
  switch (name) {
    case 'unknown_customer':
    case 'failed':
    case 'unverified':
    case 'unreported':
    case 'bans':
    case 'day_off':
      return 'against'
    case 'life_support':
      return !facts.life_support ? 'plain' : restores || command === 'guard_on' ? 'for' : 'against'
    case 'critical':
      return !facts.critical ? 'plain' : restores || command === 'guard_on' ? 'for' : 'against'
    case 'guard':
      return facts.guard_on && stops ? 'against' : 'plain'
    case 'disputed':
      return facts.disputed && stops ? 'against' : 'plain'
    case 'restore_mode':
      // Asked for and answered is no reason to wait; asked for and not answered is one, and the platform forbids it.
      return !facts.confirmed_restore ? 'plain' : facts.contacted ? 'for' : 'against'
    case 'receipt':
      if (isGiven(facts.receipt_no)) return stops ? 'against' : restores || command === 'recharge' ? 'for' : 'plain'
      return command === 'recharge' ? 'against' : 'plain'
    case 'arrears':
      if (stops) return owes ? 'for' : 'against'
      return restores ? (owes ? 'against' : 'for') : 'plain'
    case 'balance':
      return balanceStance(facts.balance_fen, { stops, restores })
    case 'notice':
      return !stops ? 'plain' : isGiven(facts.notice_at) ? 'for' : 'against'
  }
}

function balanceStance(balance_fen: StopFacts['balance_fen'], { stops, restores }: { stops: boolean; restores: boolean }): Stance {
  if (!isGiven(balance_fen) || (!stops && !restores)) return 'plain'
  return balance_fen < 0 === stops ? 'for' : 'against'
}
