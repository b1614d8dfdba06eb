import type { AgentState, OrderLine, OutboxEntry, Stage } from '@ronghe/field'
import { expect, it } from 'vitest'
import { checksOf, verdictOf, wants, type Check, type DayFacts } from './checks'

const NOW = new Date('2026-11-22T09:30:00Z')
const MIDNIGHT = new Date('2026-11-22T16:00:00Z')
const micros = (date: Date) => date.getTime() * 1000

const QUIET: AgentState = {
  locked: false,
  network: 'good',
  unsent: { operations: 0, files: 0, bytes_left: 0, bytes_total: 0 },
  sealed: { operations: 0, files: 0, bytes: 0 },
  storage: { free_bytes: 6_000_000_000, low: false, short: false },
  last_sync: micros(NOW),
  clock_offset_micros: 3_000_000,
  release_no: '0.1.0',
}

const line = (stage: Stage['state'] | null, given: Partial<OrderLine> = {}): OrderLine => ({
  order: 'a', order_no: '1', process: 'p', title: { zh: '', en: '' }, state: 'open', urged: 0, lane: 'clear',
  read_only: false, has_draft: false, facts: {}, ...(stage === null ? {} : { stage: { state: stage } as Stage }), ...given,
})

function checks(given: Partial<DayFacts>): Check[] {
  return checksOf({ state: QUIET, outbox: [], orders: [], now: NOW, midnight: MIDNIGHT, ...given })
}

const open = (given: Partial<DayFacts>) => checks(given).filter(wants).map(({ about }) => about)

it('is clear when the agent says that nothing is left', () => {
  expect(verdictOf(checks({ orders: [line(null), line('dispatched')] }))).toBe('clear')
})

it.each([
  ['operations', { state: { ...QUIET, unsent: { ...QUIET.unsent, operations: 1 } } }],
  ['operations', { state: { ...QUIET, unsent: { ...QUIET.unsent, inquiries: 1 } } }],
  ['files', { state: { ...QUIET, unsent: { ...QUIET.unsent, files: 1 } } }],
  ['sealed', { state: { ...QUIET, sealed: { operations: 0, files: 1, bytes: 9 } } }],
  ['refused', { outbox: [{ state: 'parked', files: [] } as unknown as OutboxEntry] }],
])('is not when there are %s', (about, given) => {
  expect(open(given)).toEqual([about])
  expect(verdictOf(checks(given))).toBe('unsent')
})

it.each([
  ['drafts', { orders: [line('in_progress', { has_draft: true })] }],
  ['begun', { orders: [line('on_site', { due_at: micros(NOW) })] }],
  ['storage', { state: { ...QUIET, storage: { free_bytes: 9, low: true, short: true } } }],
  ['clock', { state: { ...QUIET, clock_offset_micros: -301_000_000 } }],
  ['sync', { state: { ...QUIET, last_sync: micros(NOW) - 3_700_000_000 } }],
])('asks to look at %s', (about, given) => {
  expect(open(given)).toEqual([about])
  expect(verdictOf(checks(given))).toBe('look')
})

it('says what a terminal does not know', () => {
  const { locked, network, unsent, storage, release_no } = QUIET
  expect(open({ state: { locked, network, unsent, storage, release_no } })).toEqual(['clock', 'sync'])
})

it('counts what is refused once, and lets an order that is due tomorrow lie', () => {
  const state = { ...QUIET, unsent: { ...QUIET.unsent, operations: 2 } }
  const found = checks({ state, outbox: [{ state: 'parked', files: [] } as unknown as OutboxEntry] })
  expect(found.slice(0, 3)).toMatchObject([{ count: 1 }, { count: 0 }, { count: 1 }])
  expect(verdictOf(checks({ orders: [line('signed_in', { due_at: micros(MIDNIGHT) + 1 })] }))).toBe('clear')
})
