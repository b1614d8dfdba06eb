import { expect, it } from 'vitest'
import { meterWorkStep } from './meterWorkStep'

it('leads to the meter where nothing was done yet, and again where it took nothing', () => {
  expect(meterWorkStep(undefined)).toBe('first')
  expect(meterWorkStep({ command: 'trip', outcome: 'refused' })).toBe('again')
  expect(meterWorkStep({ command: 'read', outcome: 'refused' })).toBe('again')
  expect(meterWorkStep({ command: 'read', outcome: 'failed' })).toBe('again')
})

it('verifies before anything else where the meter may have been changed', () => {
  expect(meterWorkStep({ command: 'trip', outcome: 'unknown' })).toBe('verify')
  expect(meterWorkStep({ command: 'set_clock', outcome: 'failed' })).toBe('verify')
})

it('looks again as often as one likes, and changes nothing twice', () => {
  expect(meterWorkStep({ command: 'acquire', outcome: 'done' })).toBe('look')
  expect(meterWorkStep({ command: 'trip', outcome: 'done' })).toBeUndefined()
})
