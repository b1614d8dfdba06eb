import type { OrderLine, Stage } from '@ronghe/field'
import { expect, it } from 'vitest'
import { groupLines, matches, partOf, type Looking } from './grouping'

/** 15:20 in Shanghai. */
const NOW = new Date('2025-07-11T07:20:00Z')
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

function next(lines: OrderLine[], looking: Partial<Looking> = {}): string[] {
  return groupLines(lines, { here: HERE, now: NOW, by: 'nearest', ...looking }).next.map(({ line: { order } }) => order)
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
  expect(next(lines)).toEqual(['near', 'far', 'soon', 'late'])
  expect(next(lines, { here: undefined })).toEqual(['far', 'soon', 'near', 'late'])
  expect(next(lines, { by: 'due' })).toEqual(['far', 'soon', 'near', 'late'])
})

it('goes from each place to the nearest that is left, and says how far that is', () => {
  const at = (order: string, lat: number, more: Parameters<typeof line>[0] = {}) => line({ order, facts: { box: { ...HERE, lat } }, ...more })
  const lines = [at('west', 39.627), at('north', 39.632), at('further north', 39.636), line({ order: 'somewhere', due_at: 1 })]
  expect(next(lines)).toEqual(['north', 'west', 'further north', 'somewhere'])
  expect(next(lines, { by: 'route' })).toEqual(['north', 'further north', 'west', 'somewhere'])
  const [, second] = groupLines(lines, { here: HERE, now: NOW, by: 'route' }).next
  expect(Math.round(second?.distance ?? 0)).toBe(445)
  // Whoever was promised a time waits for no route, and the route goes on from there.
  const promised = at('promised', 39.626, { appointment: { date: '2025-07-11', period: 'evening' } })
  expect(next([...lines, promised], { by: 'route' })).toEqual(['promised', 'west', 'north', 'further north', 'somewhere'])
  expect(next(lines, { by: 'route', here: undefined })).toHaveLength(4)
})

it('goes first to whom somebody was promised today, and last to whom another day was', () => {
  const near = { box: { ...HERE, lat: 39.631 } }
  const lines = [
    line({ order: 'another day', facts: near, appointment: { date: '2025-07-14', period: 'morning' } }),
    line({ order: 'near', facts: near }),
    line({ order: 'evening', appointment: { date: '2025-07-11', period: 'evening' } }),
    line({ order: 'missed', appointment: { date: '2025-07-10', period: 'afternoon' } }),
    line({ order: 'at four', appointment: { at: Date.parse('2025-07-11T08:00:00Z') * 1000 } }),
  ]
  expect(next(lines)).toEqual(['missed', 'at four', 'evening', 'near', 'another day'])
})

it('finds by number as it is read aloud, by name and by address', () => {
  expect(matches(line({}), '1302 0001')).toBe(true)
  expect(matches(line({}), '晓明')).toBe(true)
  expect(matches(line({}), '3组18')).toBe(true)
  expect(matches(line({}), '李')).toBe(false)
})
