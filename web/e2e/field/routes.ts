/** A route of meters: one order, one round a meter, as the process opens them. */

import type { Household, MeterFacts, OrderDetail, Stage } from '@ronghe/field'
import type { FormValues } from '@ronghe/forms'
import { EXAMPLES, READING_BUNDLE, READING_VALUES } from './bundle'
import { order, stage, WORKER } from './orders'

const HOUR = 3_600_000_000
export const ROUTE = '0197f2a0-0000-7000-8000-0000000005ff'

/** The asset number of a meter, with its check digit. */
export function meterNo(at: number): string {
  const body = `31300010000012${String(45_678 + at).padStart(7, '0')}`
  const sum = [...body].reverse().reduce((total, digit, place) => total + Number(digit) * (place % 2 === 0 ? 3 : 1), 0)
  return `${body}${(10 - (sum % 10)) % 10}`
}

export function roundId(at: number): string {
  return `0197f2a0-0000-5000-8000-${String(700_000 + at).padStart(12, '0')}`
}

/** An order of so many meters, the first of which are read. */
export function route(meters: number, read: number): OrderDetail {
  const base = order(9, { stage: null })
  const rounds = Array.from({ length: meters }, (_, at) => round(at, at < read))
  return {
    ...base,
    bundle: READING_BUNDLE,
    households: Object.fromEntries(Array.from({ length: meters }, (_, at) => [customerNo(at), householdOf(at)])),
    hand_over: Object.fromEntries(rounds.map((each) => [each.stage, { roles: [], continuable: false }])),
    order: {
      ...base.order,
      order: ROUTE,
      order_no: 'CB2026112200003',
      process: READING_BUNDLE.process,
      title: { zh: '抄表', en: 'Meter reading' },
      due_at: EXAMPLES.now + 6 * HOUR,
      facts: {
        customer: { service_address: '唐山市路北区龙泽路' },
        intake: { area_id: 'T-0103-017' },
        meters: Object.fromEntries(Array.from({ length: meters }, (_, at) => [meterNo(at), meterFacts(at)])),
      },
      stages: Object.fromEntries([download(), ...rounds].map((each) => [each.stage, each])),
    },
  }
}

/** What a usual meter of the route reads, on the spot. */
export function readingOf(at: number): FormValues {
  const { lon = 0, lat = 0, previous_total_ckwh = 0 } = meterFacts(at)
  const position = { lon, lat, accuracy_m: 6, source: 'gnss', at: EXAMPLES.now }
  return { ...READING_VALUES, asset_no: meterNo(at), reading_total_ckwh: previous_total_ckwh + 20_000, position }
}

function round(at: number, isRead: boolean): Stage {
  return stage(9, {
    stage: roundId(at),
    place: at + 3,
    element: 'read_meter',
    occurrence: at + 1,
    name: '现场抄表（每表一项）',
    form: 'read_meter',
    opened_at: EXAMPLES.now - 5 * HOUR,
    round: { of: 4, sees: { loopCounter: at } },
    ...(isRead
      ? { state: 'submitted', values: readingOf(at), closed_at: EXAMPLES.now - HOUR }
      : {}),
  })
}

function download(): Stage {
  return stage(9, {
    stage: `${roundId(0)}d`,
    place: 2,
    element: 'download',
    name: '下装',
    form: 'download',
    state: 'submitted',
    values: { outcome: 'ready' },
    assignee_name: WORKER.name,
    opened_at: EXAMPLES.now - 6 * HOUR,
  })
}

function customerNo(at: number): string {
  return String(301_234_567 + at).padStart(10, '0')
}

/** Three doors on each floor of a house. */
function householdOf(at: number): Household {
  return { customer_name: '王*明', service_address: `唐山市路北区龙泽路 12 号 ${Math.floor(at / 24) + 1}-${Math.floor(at / 3) % 8 + 1}0${at % 3 + 1}` }
}

function meterFacts(at: number): MeterFacts & Record<string, unknown> {
  return {
    customer_no: customerNo(at),
    comm_address: String(12_345_671 + at).padStart(12, '0'),
    rates: false,
    previous_total_ckwh: 120_000 + at * 731,
    usual_total_ckwh: 20_000,
    lon: EXAMPLES.order.box.lon + ((at * 37) % 60) * 0.0004,
    lat: EXAMPLES.order.box.lat,
    ...(at % 17 === 5 ? { change: 'meter' } : {}),
  }
}
