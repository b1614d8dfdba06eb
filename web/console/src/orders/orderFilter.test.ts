import { expect, it } from 'vitest'
import type { OrderLineView } from '../api/types'
import { askedOfPlatform, narrow, narrowsHere, readFilter, type OrderFilter } from './orderFilter'

const NOW = new Date('2025-07-11T07:20:00Z')
const DAY = 24 * 60 * 60_000

function line(change: Partial<OrderLineView> & { dueInMs?: number }): OrderLineView {
  const { dueInMs, ...rest } = change
  return {
    order: 'o', order_no: '1', title: { zh: '甲', en: 'a' }, process: 'p', state: 'open', rev: 1, station: null,
    customer_name: '张*', address: '', urged: 0, created_at: (NOW.getTime() - 10 * DAY) * 1000, evidence_missing: 0,
    stages: [], due_at: dueInMs === undefined ? null : (NOW.getTime() + dueInMs) * 1000, ...rest,
  }
}

const OVERDUE = line({ order: 'overdue', dueInMs: -DAY })
const SOON = line({ order: 'soon', dueInMs: DAY - 1 })
const FAR = line({ order: 'far', dueInMs: 30 * DAY, evidence_missing: 2, urged: 1 })

it.each<[Partial<OrderFilter>, string[]]>([
  [{}, ['overdue', 'soon', 'far']],
  [{ due: 'overdue' }, ['overdue']],
  [{ due: 'soon' }, ['soon']],
  [{ due: '2025-07-12' }, ['soon']],
  [{ flag: 'evidence' }, ['far']],
  [{ flag: 'urged', due: 'soon' }, []],
])('narrows by %o', (filter, orders) => {
  const found = narrow([OVERDUE, SOON, FAR], { state: 'open', ...filter }, NOW)
  expect(found.map(({ order }) => order)).toEqual(orders)
})

it('does not call a finished order overdue', () => {
  expect(narrow([{ ...OVERDUE, state: 'archived' }], { state: 'all', due: 'overdue' }, NOW)).toEqual([])
})

it('reads the URL, and asks the platform for what the platform knows', () => {
  const filter = readFilter(new URLSearchParams('state=all&station=s1&order_no=25&due=overdue&flag=nonsense'))
  expect(filter).toEqual({ state: 'all', station: 's1', orderNo: '25', due: 'overdue' })
  expect(askedOfPlatform(filter)).toEqual({ station: 's1', order_no: '25' })
  expect(narrowsHere(filter)).toBe(true)
  expect(narrowsHere(readFilter(new URLSearchParams('state=nonsense')))).toBe(false)
})
