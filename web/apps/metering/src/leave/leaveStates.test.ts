import type { Authorisation } from '@ronghe/field'
import { expect, it } from 'vitest'
import { leaveFor, mayBegin, stateNow } from './leaveStates'

const micros = (at: string) => new Date(at).getTime() * 1000
const leave = (given: Partial<Authorisation>): Authorisation => ({
  authorisation: 'a', order: 'o', order_no: '1', meter: { comm_address: '1', meter_no: '1' }, command: 'trip', state: 'approved',
  requested_at: micros('2026-11-22T10:00:00Z'), not_before: micros('2026-11-22T10:00:00Z'), not_after: micros('2026-11-22T18:00:00Z'),
  ...given,
})

it('only an approved one that is valid now lets anybody begin', () => {
  const during = new Date('2026-11-22T12:00:00Z')
  expect(mayBegin(leave({}), during)).toBe(true)
  for (const state of ['requested', 'refused', 'released', 'used', 'withdrawn', 'expired'] as const) {
    expect(mayBegin(leave({ state }), during)).toBe(false)
  }
  expect(mayBegin(leave({}), new Date('2026-11-22T09:59:59Z'))).toBe(false)
  expect(mayBegin(leave({}), new Date('2026-11-22T18:00:00Z'))).toBe(false)
})

it('time passes without the company', () => {
  const after = new Date('2026-11-22T18:00:00Z')
  expect(stateNow(leave({ state: 'requested' }), after)).toBe('expired')
  expect(stateNow(leave({ state: 'used' }), after)).toBe('used')
})

it('takes the newest one for the command', () => {
  const leaves = [
    leave({ authorisation: 'old', requested_at: 1 }),
    leave({ authorisation: 'new', requested_at: 3 }),
    leave({ authorisation: 'other', requested_at: 9, command: 'set_clock' }),
  ]
  expect(leaveFor(leaves, 'trip')?.authorisation).toBe('new')
  expect(leaveFor(leaves, 'recharge')).toBeUndefined()
})
