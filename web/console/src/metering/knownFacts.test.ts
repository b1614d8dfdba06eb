import { METER_COMMANDS } from '@ronghe/ui'
import { expect, it } from 'vitest'
import type { AuthorisationEntry, StopFacts } from '../api/types'
import { knownFacts, travels, type Stance } from './knownFacts'

const FACTS: StopFacts = {
  auto_restore: false, bans: [], confirmed_restore: false, contacted: false, critical: false, day_off: false, disputed: false, guard_on: false,
  life_support: false, recharge_off: false, unknown_customer: false, unverified: false,
}

const spoken = (command: AuthorisationEntry['command'], facts: Partial<StopFacts>, stance: Stance) =>
  knownFacts(command, { ...FACTS, ...facts }).filter((fact) => fact.stance === stance).map(({ name }) => name)

it('weighs a debt one way for a stop and the other way for a restore', () => {
  const owes = { arrears_fen: 18_650, balance_fen: -640, notice_at: 1 }
  expect(spoken('trip', owes, 'for')).toEqual(['arrears', 'balance', 'notice'])
  expect(spoken('trip', owes, 'against')).toEqual([])
  expect(spoken('direct_close', owes, 'against')).toEqual(['arrears', 'balance'])
  const paid = { arrears_fen: 0, balance_fen: 5_000, receipt_no: 'R1' }
  expect(spoken('trip', paid, 'against')).toEqual(['receipt', 'arrears', 'balance', 'notice'])
  expect(spoken('permit_close', paid, 'for')).toEqual(['receipt', 'arrears', 'balance'])
})

it('lets a life speak against a stop and for a restore', () => {
  expect(spoken('trip', { life_support: true }, 'against')).toContain('life_support')
  expect(spoken('guard_off', { critical: true }, 'against')).toEqual(['critical'])
  expect(spoken('direct_close', { life_support: true, critical: true }, 'for')).toEqual(['life_support', 'critical', 'arrears'])
})

it('holds a confirmed restore against whoever has not asked the customer', () => {
  expect(spoken('direct_close', { confirmed_restore: true }, 'against')).toEqual(['restore_mode'])
  expect(spoken('direct_close', { confirmed_restore: true, contacted: true }, 'for')).toContain('restore_mode')
})

it('misses the receipt of money that is to be written into a meter', () => {
  expect(spoken('recharge', {}, 'against')).toEqual(['receipt'])
  expect(spoken('recharge', { receipt_no: 'R1' }, 'for')).toEqual(['receipt'])
})

it('always says what nobody has verified', () => {
  for (const command of METER_COMMANDS) {
    expect(spoken(command, { unverified: true, unreported_at: 1, failed_at: 1, unknown_customer: true }, 'against')).toEqual(
      expect.arrayContaining(['unknown_customer', 'failed', 'unverified', 'unreported']),
    )
    expect(spoken(command, {}, 'against')).not.toContain('unverified')
  }
})

it('knows what lies on the terminal once it is given', () => {
  const asked = (entry: Partial<AuthorisationEntry>) =>
    travels({ command: 'direct_close', state: 'requested', travels: true, signed: null, ...entry } as AuthorisationEntry)
  expect(asked({})).toBe(true)
  expect(asked({ travels: false })).toBe(false)
  expect(asked({ state: 'approved' })).toBe(false)
  expect(asked({ state: 'approved', signed: { body: '{}', signature: '' } })).toBe(true)
  expect(asked({ state: 'refused' })).toBe(false)
})
