import type { OrderLine, Stage } from '@ronghe/field'
import { expect, it } from 'vitest'
import { groupLines, matches, partOf } from './grouping'

const HERE = { lon: 118.18, lat: 39.63 }

function line(given: Omit<Partial<OrderLine>, 'stage'> & { stage?: Stage['state'] | null }): OrderLine {
  const { stage = 'dispatched', ...rest } = given
  return {
    order: 'a',
    order_no: '1302000100000001',
    process: 'low_voltage_residential_new',
    title: { zh: '低压居民新装', en: 'Residential connection' },
    state: 'open',
    urged: 0,
    lane: 'clear',
    read_only: false,
    has_draft: false,
    facts: { customer: { customer_name: '张晓明', service_address: '西葛村 3 组 18 号' } },
    ...(stage === null ? {} : { stage: { state: stage, name: '业务受理' } as Stage }),
    ...rest,
  }
}

it.each([
  ['next', line({})],
  ['next', line({ stage: 'signed_in' })],
  ['now', line({ stage: 'on_site' })],
  ['now', line({ has_draft: true })],
  ['now', line({ stage: null, lane: 'parked' })],
  ['waiting', line({ stage: null })],
  ['waiting', line({ state: 'suspended' })],
  ['waiting', line({ read_only: true, has_draft: true })],
])('%s', (part, given) => expect(partOf(given)).toBe(part))

it('puts the nearest first, and those without a place behind, by deadline', () => {
  const lines = [
    line({ order: 'far', facts: { box: { ...HERE, lat: 39.7 } }, due_at: 1 }),
    line({ order: 'late', due_at: 9 }),
    line({ order: 'soon', due_at: 5 }),
    line({ order: 'near', facts: { box: { ...HERE, lat: 39.631 } }, due_at: 7 }),
  ]
  expect(groupLines(lines, HERE).next.map(({ line: { order } }) => order)).toEqual(['near', 'far', 'soon', 'late'])
  expect(groupLines(lines, undefined).next.map(({ line: { order } }) => order)).toEqual(['far', 'soon', 'near', 'late'])
})

it('finds by number as it is read aloud, by name and by address', () => {
  expect(matches(line({}), '1302 0001')).toBe(true)
  expect(matches(line({}), '晓明')).toBe(true)
  expect(matches(line({}), '3组18')).toBe(true)
  expect(matches(line({}), '李')).toBe(false)
})
