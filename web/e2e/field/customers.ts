/** The customers of the worker's grid: one with everything, one with little, and enough others for a long list. */

import type { CustomerFound, CustomerRecord, CustomersFound, CustomersStanding, CustomerShown, InquiryReason } from '@ronghe/field'
import { EXAMPLES } from './bundle'
import { orderId, WORKER } from './orders'

const DAY = 24 * 3_600_000_000
const HOUR = 3_600_000_000

export const STANDING: CustomersStanding = {
  areas: 3,
  areas_here: 3,
  customers: 486,
  fetched_at: EXAMPLES.now - 2 * HOUR,
}

/** The customer of the first order of the day, with everything that a card can say. */
export const IN_HAND = '0301234567'
/** Somebody without an order, of whom little is known. */
export const NEIGHBOUR = '0301234568'

const METER = '3130001000001234567893'

const total = (days: number, value_kwh_e4: number) => ({
  asset_no: METER,
  register: 'total' as const,
  at: EXAMPLES.now - days * DAY,
  value_kwh_e4,
})

const FULL: CustomerRecord = {
  customer_no: IN_HAND,
  revision: 7,
  as_of: EXAMPLES.now - 26 * HOUR,
  area_code: 'T-0103-017',
  customer_name: '王小明',
  service_address: '唐山市路北区龙泽路 12 号 3-502',
  mobile: '13800138000',
  usage_class: 'residential',
  tariff: 'RES-TIERED',
  contract_capacity_w: 8_000,
  supply_voltage_v: 220,
  fee_control: 'remote',
  critical: true,
  life_support: true,
  guard_on: true,
  position: { lon_e7: 1_181_800_000, lat_e7: 396_300_000 },
  metering_points: [
    { point_no: '01', meters: [{ asset_no: METER, comm_address: '000012345671', multiplier: 1, phase: 'single' }] },
  ],
  readings: [
    total(2, 78_214_300),
    total(33, 76_901_200),
    total(63, 75_980_500),
    { ...total(2, 21_300_000), register: 'peak' },
    { ...total(33, 20_100_000), register: 'peak' },
  ],
  seals: [
    { seal_no: '1302202611000123', place: 'meter_cover', applied_at: EXAMPLES.now - 400 * DAY },
    { seal_no: '1302202611000124', place: 'box_door', applied_at: EXAMPLES.now - 400 * DAY },
  ],
  arrears: { amount_fen: 26_480, months: 2, as_of: EXAMPLES.now - 26 * HOUR },
  available_balance_fen: -3_150,
  complaints: [{ at: EXAMPLES.now - 41 * DAY, kind: '电压偏低', state: 'closed' }],
}

const LITTLE: CustomerRecord = {
  customer_no: NEIGHBOUR,
  revision: 1,
  as_of: EXAMPLES.now - 26 * HOUR,
  area_code: 'T-0103-017',
  customer_name: '王秀兰',
  service_address: '唐山市路北区龙泽路 12 号 3-503',
  mobile: '13800138001',
  usage_class: 'agricultural',
  tariff: 'AGR-1',
  contract_capacity_w: 30_000,
  supply_voltage_v: 380,
  fee_control: 'none',
}

const CUSTOMERS: CustomerRecord[] = [
  FULL,
  LITTLE,
  ...Array.from({ length: 60 }, (_, at) => ({
    ...LITTLE,
    customer_no: String(301_300_000 + at).padStart(10, '0'),
    customer_name: '王建国',
    service_address: `唐山市路北区翔云道 ${at + 1} 号`,
  })),
]

/** As the agent finds them: number, name or address; 50 at most. */
export function foundOf(search: string, standing: CustomersStanding): CustomersFound {
  const text = search.replace(/[\s-]/g, '')
  const all = text === '' || standing.areas_here === 0 ? [] : CUSTOMERS.flatMap((record) => find(record, text))
  return { items: all.slice(0, 50), more: Math.max(0, all.length - 50), standing, synced_at: EXAMPLES.now - HOUR / 10 }
}

function find(record: CustomerRecord, text: string): CustomerFound[] {
  const meters = record.metering_points?.flatMap(({ meters }) => meters) ?? []
  const within: [CustomerFound['found_by'], string][] = [
    ['customer_no', record.customer_no],
    ...meters.map(({ asset_no }): [CustomerFound['found_by'], string] => ['asset_no', asset_no]),
    ['customer_name', record.customer_name],
    ['service_address', record.service_address.replace(/\s/g, '')],
  ]
  const by = within.find(([, value]) => value.includes(text))?.[0]
  if (by === undefined) return []
  const { customer_no, customer_name, service_address, area_code } = record
  const flags = {
    critical: record.critical ?? false,
    life_support: record.life_support ?? false,
    guard_on: record.guard_on ?? false,
    arrears: record.arrears !== undefined,
  }
  const order = customer_no === IN_HAND ? { order: orderId(0), flags } : {}
  return [{ customer_no, customer_name: masked(customer_name), service_address, area_code, found_by: by, ...order }]
}

export function cardOf(customer_no: string, isMasked: boolean): CustomerShown | undefined {
  const record = CUSTOMERS.find((each) => each.customer_no === customer_no)
  if (!record) return undefined
  const { customer_name, mobile } = record
  const hidden = { customer_name: masked(customer_name), ...(mobile ? { mobile: `${mobile.slice(0, 3)}****${mobile.slice(7)}` } : {}) }
  return {
    card: { record: { ...record, ...(isMasked ? hidden : {}) }, works: record === FULL ? WORKS : [] },
    area_name: '龙泽路 3 号公变',
    fetched_at: STANDING.fetched_at ?? EXAMPLES.now,
    masked: isMasked,
    orders:
      record === FULL
        ? [{ order: orderId(0), order_no: 'YK202611220001', title: { zh: '低压居民新装', en: 'Residential connection' } }]
        : [],
    seen_by: { name: WORKER.name, staff_no: WORKER.staff_no, at: EXAMPLES.now },
  }
}

function masked(name: string): string {
  return name.length < 3 ? `${name.slice(0, 1)}*` : `${name.slice(0, 1)}*${name.slice(-1)}`
}

const WORKS: CustomerShown['card']['works'] = [
  {
    order: orderId(8),
    order_no: 'HB202605120007',
    process: 'meter_replacement',
    title: { zh: '换表', en: 'Meter replacement' },
    ended_at: EXAMPLES.now - 190 * DAY,
    worker_name: '李敏',
    photos: ['p-1', 'p-2', 'p-3'],
  },
]

export const REASONS: InquiryReason[] = [
  { code: 'customer_asks', zh: '客户当面或来电询问', en: 'the customer asks', note_needed: false },
  { code: 'outage', zh: '停电、故障核实', en: 'an outage is checked', note_needed: false },
  { code: 'bill', zh: '电费、余额核对', en: 'a bill or balance is checked', note_needed: false },
  { code: 'other', zh: '其他（请说明）', en: 'other, as the note says', note_needed: true },
]
