import type { OrderDetail, Stage } from '@ronghe/field'
import { expect, it } from 'vitest'
import { doneOf, freeRound, isMeant, itemsOf, ownRounds, roundsOf, stepsOf } from './rounds'

const stage = (id: string, given: Partial<Stage>): Stage => ({
  stage: id, place: 9, element: 'read_meter', occurrence: 1, name: '现场抄表', state: 'dispatched', stage_rev: 1,
  generation: 1, assignee: 'me', form: 'read_meter', opened_at: 5, ...given,
})

const round = (id: string, given: Partial<Stage>): Stage => stage(id, { round: { of: 7, sees: {} }, ...given })

const label = { zh: '', en: '' }
const detail = {
  order: {
    facts: { meters: { m1: {}, m2: { lon: 118.2, lat: 39.6 }, m3: { lon: 118.1801, lat: 39.6, customer_no: '0301234567' }, m4: {}, m5: {} } },
    stages: {
      plan: stage('plan', { element: 'plan', place: 1, state: 'submitted' }),
      before: stage('before', { place: 2, state: 'sent_back', round: { of: 3, sees: {} } }),
      r1: round('r1', { place: 2, state: 'submitted', values: { asset_no: 'm1' } }),
      r2: round('r2', { place: 3 }),
      r3: round('r3', { place: 4, state: 'in_progress' }),
      r4: round('r4', { place: 5, assignee: 'other' }),
      r5: round('r5', { place: 6 }),
    },
  },
  drafts: { r3: { asset_no: 'm4', note: null } },
  pending: [],
  bundle: {
    process: 'p', rules: '',
    forms: {
      read_meter: {
        schema: {},
        ui: { title: label, groups: [{ id: 'g', title: label, fields: ['asset_no'] }], fields: { asset_no: { label, widget: 'barcode' } } },
      },
    },
  },
} as unknown as OrderDetail

const rounds = ownRounds(detail.order, 'me') ?? []

it('puts what was begun together in one step', () => {
  expect(stepsOf(detail.order).map((step) => ('rounds' in step ? step.rounds.length : step.stage.stage))).toEqual(['plan', 1, 5])
  expect(rounds.map((each) => each.stage)).toEqual(['r1', 'r2', 'r3', 'r4', 'r5'])
  expect(doneOf(rounds)).toBe(1)
  expect(roundsOf(detail.order, 'r4')).toEqual(rounds)
  expect(roundsOf(detail.order, 'plan')).toBeUndefined()
  expect(ownRounds(detail.order, 'nobody')).toBeUndefined()
})

it('lists what is done, begun and with others, then the meters of the route, nearest first', () => {
  const items = itemsOf(detail, rounds, 'me', { lon: 118.18, lat: 39.6 })
  expect(items.map(({ standing, number }) => `${standing} ${number ?? '-'}`)).toEqual([
    'done m1', 'begun m4', 'with_others -', 'to_do m3', 'to_do m2', 'to_do m5',
  ])
  expect(items[3]?.distance).toBeCloseTo(8.6, 0)
})

it('numbers the rounds when nobody knows what they are for', () => {
  const blind = { ...detail, order: { ...detail.order, facts: {} } }
  expect(itemsOf(blind, rounds, 'me', undefined)).toHaveLength(5)
})

it('takes the first free round, and none that is begun or somebody else’s', () => {
  expect(freeRound(detail, rounds, 'me')?.stage).toBe('r2')
  const full = { ...detail, drafts: { ...detail.drafts, r2: { note: 'x' }, r5: { note: 'y' } } }
  expect(freeRound(full, rounds, 'me')).toBeUndefined()
})

it('knows the meter of a round whose process says it', () => {
  const named = { ...detail, order: { ...detail.order, stages: { r2: round('r2', { round: { of: 7, sees: { loopCounter: 0, meter: 'm3' } } }) } } }
  const items = itemsOf(named, Object.values(named.order.stages), 'me', undefined)
  expect(items.filter(({ number }) => number === 'm3')).toMatchObject([{ standing: 'to_do', stage: { stage: 'r2' } }])
})

it('shows what was refused as such', () => {
  const refused = { ...detail, pending: [{ stage: 'r1', state: 'parked' }] } as unknown as OrderDetail
  expect(itemsOf(refused, rounds, 'me', undefined)[0]?.standing).toBe('refused')
})

it('finds a meter by its number or its customer', () => {
  const [item] = itemsOf(detail, rounds, 'me', undefined).filter(({ number }) => number === 'm3')
  expect(item && [isMeant(item, 'M3'), isMeant(item, '0301 2345'), isMeant(item, 'm2'), isMeant(item, '')]).toEqual([true, true, false, true])
})
