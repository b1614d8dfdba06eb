import type { Errand } from '@ronghe/field'
import { expect, it } from 'vitest'
import { nextStep, offers } from './nextStep'

it('offers nothing but verifying where nobody knows', () => {
  for (const command of ['trip', 'direct_close', 'update_keys'] as const) {
    expect(offers({ command, outcome: 'unknown', order: 'o' })).toEqual(['verify'])
    expect(nextStep({ command, outcome: 'unknown' }, 'open')).toBe('works.next.unknown')
  }
})

it('takes a trip for one only with the relay read back', () => {
  expect(nextStep({ command: 'trip', outcome: 'done' }, 'open')).toBe('works.next.trip')
  expect(nextStep({ command: 'trip', outcome: 'done' }, 'closed')).toBe('works.next.trip_closed')
})

it('leads from what is permitted to the button on the meter', () => {
  expect(nextStep({ command: 'permit_close', outcome: 'done' }, 'open')).toBe('works.next.permit_close')
  expect(nextStep({ command: 'permit_close', outcome: 'done' }, 'closed')).toBe('works.next.restored')
})

it('leads back to the order once something was done for it', () => {
  expect(offers({ command: 'trip', outcome: 'done', order: 'o' })).toEqual(['order', 'meter'])
  expect(offers({ command: 'read', outcome: 'done', order: 'o' })).toEqual(['meter'])
  expect(offers({ command: 'trip', outcome: 'failed', order: 'o' })).toEqual(['verify', 'meter'])
})

it('leads back to the form for which one came, first of all once it has what it wanted', () => {
  const errand: Errand = { order: 'o', stage: 's', field: 'trip', commands: ['trip'] }
  expect(offers({ command: 'trip', outcome: 'done', order: 'o' }, errand)).toEqual(['form', 'meter'])
  expect(offers({ command: 'trip', outcome: 'refused', order: 'o' }, errand)).toEqual(['meter', 'form'])
  expect(offers({ command: 'acquire', outcome: 'done', order: 'o' }, errand)).toEqual(['meter', 'form'])
  expect(offers({ command: 'trip', outcome: 'failed', order: 'o' }, errand)).toEqual(['verify', 'form'])
  expect(offers({ command: 'trip', outcome: 'unknown', order: 'o' }, errand)).toEqual(['verify', 'form'])
})
