import { expect, it } from 'vitest'
import { differenceOf } from './comparedReadings'

const METERS = { '1302': { previous_total_ckwh: 685_635 }, '1303': {} }

it('says what was used since the last reading', () => {
  expect(differenceOf(METERS, { asset_no: '1302', reading_total_ckwh: 700_000 })).toEqual({ previous: 685_635, now: 700_000, difference: 14_365 })
  expect(differenceOf(METERS, { asset_no: '1302', reading_total_ckwh: 600_000 })?.difference).toBe(-85_635)
  expect(differenceOf(METERS, { asset_no: '1302' })).toEqual({ previous: 685_635 })
})

it('says nothing of a meter whose last reading is not known', () => {
  expect(differenceOf(METERS, { asset_no: '1303', reading_total_ckwh: 1 })).toBeUndefined()
  expect(differenceOf(METERS, { asset_no: '1304' })).toBeUndefined()
  expect(differenceOf(undefined, {})).toBeUndefined()
})
