import type { CustomerRecord, MeterReading } from '@ronghe/field'
import { expect, it } from 'vitest'
import { mostUsed, readingsOf } from './readings'

const METER = { asset_no: '1', multiplier: 30, phase: 'three' as const }

function record(readings: MeterReading[]): CustomerRecord {
  return {
    customer_no: '1302000101',
    revision: 1,
    as_of: 0,
    area_code: 'A1',
    customer_name: '王*国',
    service_address: '东街',
    usage_class: 'residential',
    tariff: 'RES',
    contract_capacity_w: 6000,
    supply_voltage_v: 220,
    fee_control: 'none',
    metering_points: [{ point_no: '01', meters: [METER] }],
    readings,
  }
}

const total = (at: number, value_kwh_e4: number): MeterReading => ({ asset_no: '1', register: 'total', at, value_kwh_e4 })

it('the last three stand newest first, with what was used between them times the multiplier', () => {
  const [own] = readingsOf(record([total(2, 300), total(4, 900), total(1, 100), total(3, 500)]))
  expect(own?.readings).toEqual([
    { at: 4, value_kwh_e4: 900, isLower: false, used_kwh_e4: 12_000 },
    { at: 3, value_kwh_e4: 500, isLower: false, used_kwh_e4: 6_000 },
    { at: 2, value_kwh_e4: 300, isLower: false, used_kwh_e4: 6_000 },
  ])
  expect(mostUsed(own?.readings ?? [])).toBe(12_000)
})

it('a reading that went down says so and counts no energy', () => {
  const [own] = readingsOf(record([total(1, 900), total(2, 10)]))
  expect(own?.readings[0]).toEqual({ at: 2, value_kwh_e4: 10, isLower: true })
  expect(mostUsed(own?.readings ?? [])).toBe(0)
})

it('registers stand in the order of the trade, and meters without readings not at all', () => {
  const peak: MeterReading = { asset_no: '1', register: 'peak', at: 1, value_kwh_e4: 7 }
  expect(readingsOf(record([peak, total(1, 9)])).map(({ register }) => register)).toEqual(['total', 'peak'])
  expect(readingsOf(record([]))).toEqual([])
})
