import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { limitName, limitsAt } from './limits'

const SHIPPED = {
  'policies.json': readFileSync(new URL('../../../../processes/low_voltage_residential_new/policies.json', import.meta.url), 'utf8'),
}

it('finds the limits that were in force, the law first', () => {
  const words = limitsAt(SHIPPED, new Date('2025-07-11T07:20:00Z')).map(({ policy, value, unit }) => `${policy} ${value} ${unit}`)
  expect(words).toEqual([
    'lv_residential_total 5 working_day', 'sign_in 120 minute', 'arrival 2 working_day', 'acceptance 1 working_day',
    'install_energise 3 working_day', 'archive 2 working_day',
  ])
  // The last minute of 2021 in the company's time, under the rules of 2011.
  expect(limitsAt(SHIPPED, new Date('2021-12-31T15:59:00Z')).map(({ policy }) => policy)).toEqual([
    'lv_residential_reply', 'lv_residential_energise',
  ])
})

it('takes the newest generation of a limit', () => {
  const of = (effective_from: string, value: number) => ({ kind: 'internal', policy: 'sign_in', unit: 'minute', effective_from, value })
  const files = { 'policies.json': JSON.stringify([of('2025-01-01', 60), of('2022-01-01', 120), of('2026-01-01', 30)]) }
  expect(limitsAt(files, new Date('2025-07-11T07:20:00Z')).map(({ value }) => value)).toEqual([60])
})

it('calls a limit by its name, and by its own word where it has none', () => {
  expect(limitName(SHIPPED, 'install_energise').zh).toBe('装表送电')
  expect(limitName(SHIPPED, 'brand_new')).toEqual({ zh: 'brand_new', en: 'brand_new' })
})

it('says nothing of a process without limits, or with a file that cannot be read', () => {
  expect(limitsAt({}, new Date())).toEqual([])
  expect(limitsAt({ 'policies.json': '{' }, new Date())).toEqual([])
})
