import type { MeteringState } from '@ronghe/field'
import { expect, it } from 'vitest'
import { lacking } from './readiness'

const READY: MeteringState = {
  may: true,
  operator_card: { is_in: true },
  business_card: { is_in: true, is_open: true },
  battery_percent: 83,
  is_clock_compared: true,
  links: [{ link: 'head', kind: 'infrared', title: '红外' }],
}

it('lacks nothing when everything is there', () => {
  expect(lacking(READY, 'trip')).toEqual([])
  expect(lacking({ ...READY, battery_percent: null }, 'update_keys')).toEqual([])
})

it.each([
  [{ business_card: { is_in: true, is_open: false } }, ['business_card']],
  [{ business_card: { is_in: true, is_open: true, why: { zh: '这是一张操作员卡', en: 'An operator card' } } }, ['business_card']],
  [{ battery_percent: 19 }, ['battery']],
  [{ is_clock_compared: false }, ['clock']],
  [{ links: [] }, ['link']],
  [{ may: false, operator_card: { is_in: false } }, ['fitted', 'operator_card']],
] as const)('%o', (change, lacks) => {
  expect(lacking({ ...READY, ...change } as MeteringState, 'trip')).toEqual(lacks)
})

it('wants more battery for keys', () => {
  expect(lacking({ ...READY, battery_percent: 49 }, 'update_keys')).toEqual(['battery'])
})
