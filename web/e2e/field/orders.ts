/** A worker's day: one order of every kind that the list and the order page must show. */

import type { Appointment, OrderDetail, OrderLine, Outcome, OutboxEntry, Person, Stage } from '@ronghe/field'
import type { FormValues } from '@ronghe/forms'
import { BUNDLE, EXAMPLES } from './bundle'

export const WORKER: Person = {
  person: '01940000-0000-7000-8000-0000000000a1',
  name: '张伟',
  staff_no: '13020042',
  roles: ['area_manager', 'meter_installer'],
}

const HOUR = 3_600_000_000

const CUSTOMERS = [
  ['王小明', '唐山市路北区龙泽路 12 号 3-502'],
  ['李建国', '唐山市丰南区黄各庄镇西葛村 3 组 18 号'],
  ['赵秀英', '唐山市路北区翔云道 7 号 1-101'],
  ['陈志强', '唐山市路北区大里路 88 号院 6 号楼 2 单元 1204 室'],
  ['刘洋', '唐山市丰润区曹雪芹西道 30 号'],
  ['孙丽', '唐山市路南区新华东道 101 号'],
  ['周敏', '唐山市开平区开平镇半壁店村 2 排 9 号'],
] as const

interface Given {
  stage?: Partial<Stage> | null
  earlier?: Partial<Stage>
  drafts?: FormValues
  state?: OrderDetail['order']['state']
  lane?: OrderDetail['lane']
  read_only?: boolean
  pending?: OutboxEntry[]
  urged?: number
  due_in_hours?: number
  appointment?: Appointment
}

export function orderId(at: number): string {
  return `0197f2a0-0000-7000-8000-00000000010${at}`
}

export function stageId(at: number): string {
  return `0197f2a0-0000-5000-8000-00000000020${at}`
}

/** The order of place `at` in the day. */
export function order(at: number, given: Given = {}): OrderDetail {
  const [customer_name, service_address] = CUSTOMERS[at % CUSTOMERS.length] ?? CUSTOMERS[0]
  const id = orderId(at)
  const own = given.stage === null ? undefined : stage(at, given.stage ?? {})
  const stages = [given.earlier && stage(at, { stage: `${stageId(at)}e`, place: 1, ...given.earlier }), own]
  return {
    order: {
      order: id,
      order_no: `YK20261122000${10 + at}`,
      process: BUNDLE.process,
      state: given.state ?? 'open',
      title: { zh: '低压居民新装', en: 'Residential connection' },
      due_at: EXAMPLES.now + (given.due_in_hours ?? 26) * HOUR,
      urged: given.urged ?? 0,
      created_at: EXAMPLES.now - 20 * HOUR,
      fed_at: EXAMPLES.now - HOUR,
      facts: {
        ...EXAMPLES.order,
        stages: undefined,
        customer: {
          customer_no: '0301234567',
          customer_name,
          id_no: '11010519491231002X',
          mobile: '13800138000',
          service_address,
        },
        intake: { channel: 'door', area_id: 'T-0103-017', usage_class: 'residential', industry_code: '9910' },
        box: { lon: EXAMPLES.order.box.lon + at * 0.004, lat: EXAMPLES.order.box.lat },
      },
      stages: Object.fromEntries(stages.flatMap((each) => (each ? [[each.stage, each]] : []))),
    },
    ...(given.appointment ? { appointment: given.appointment } : {}),
    drafts: own && given.drafts ? { [own.stage]: given.drafts } : {},
    pending: given.pending ?? [],
    bundle: BUNDLE,
    candidates: [
      { person: '01940000-0000-7000-8000-0000000000b1', name: '李敏', staff_no: '13020057', roles: ['meter_installer'] },
      { person: '01940000-0000-7000-8000-0000000000b2', name: '王芳', staff_no: '13020031', roles: ['back_office_clerk'] },
    ],
    hand_over: own
      ? {
          [own.stage]:
            own.element === 'acceptance'
              ? { roles: ['meter_installer', 'area_manager'], continuable: true }
              : { roles: ['back_office_clerk'], continuable: false },
        }
      : {},
    lane: given.lane ?? 'clear',
    read_only: given.read_only ?? false,
  }
}

export function stage(at: number, given: Partial<Stage>): Stage {
  const element = given.element ?? 'acceptance'
  return {
    stage: stageId(at),
    place: 2,
    element,
    occurrence: 1,
    name: element === 'acceptance' ? '业务受理' : '装表送电',
    state: 'dispatched',
    stage_rev: 1,
    generation: 1,
    assignee: WORKER.person,
    assignee_name: WORKER.name,
    form: element,
    opened_at: EXAMPLES.now - 3 * HOUR,
    ...given,
  }
}

export function outboxEntry(at: number, given: Partial<OutboxEntry>): OutboxEntry {
  return {
    op_id: `0197f2a0-0000-7000-8000-00000000030${at}`,
    order: orderId(at),
    stage: stageId(at),
    kind: 'submit',
    state: 'pending',
    made_at: EXAMPLES.now - HOUR,
    attempts: 0,
    files: [],
    ...given,
  }
}

export function lineOf({ order: view, appointment, drafts, lane, read_only = false }: OrderDetail): OrderLine {
  const own = Object.values(view.stages).find(
    (each) => each.assignee === WORKER.person && !['submitted', 'reviewed', 'sent_back', 'cancelled'].includes(each.state),
  )
  const { order: id, order_no, process, title, state, due_at, created_at, urged, facts } = view
  return {
    order: id,
    order_no,
    process,
    title,
    state,
    ...(due_at === undefined ? {} : { due_at }),
    created_at,
    urged,
    lane,
    read_only,
    has_draft: own !== undefined && drafts[own.stage] !== undefined,
    ...(own ? { stage: own } : {}),
    ...(appointment ? { appointment } : {}),
    facts,
  }
}

export const FORM_INVALID: Outcome = { result: 'refused', reason: 'form_invalid' }

const file = (at: number) => `0197f2a0-0000-7000-8000-00000000040${at}`

export const REFUSED = outboxEntry(3, { state: 'parked', attempts: 1, outcome: FORM_INVALID })

/** The outbox of the day: one entry of every kind. */
export const OUTBOX: OutboxEntry[] = [
  REFUSED,
  outboxEntry(4, {
    state: 'settled',
    outcome: { result: 'applied', stage_rev: 4 },
    files: [
      { attachment: file(1), size: 812_000, state: 'needed', sent_bytes: 520_000 },
      { attachment: file(2), size: 640_000, state: 'confirmed' },
    ],
  }),
  outboxEntry(1, { kind: 'arrive', attempts: 3 }),
  outboxEntry(5, {
    state: 'settled',
    outcome: { result: 'accepted_late', reason: 'reassigned' },
    files: [{ attachment: file(3), size: 930_000, state: 'uploaded' }],
  }),
]

/** A part of the day so many days from now. */
function agreed(days: number, period: string): Appointment {
  return { date: new Date((EXAMPLES.now + (8 + days * 24) * HOUR) / 1000).toISOString().slice(0, 'yyyy-mm-dd'.length), period }
}

/** The day: begun, begun with a draft, new and urged, refused, with others, taken away, sent back. */
export function dayOfOrders(): OrderDetail[] {
  const { acceptance, install_energise } = EXAMPLES.valid
  const passed = { element: 'acceptance', state: 'submitted' as const, values: acceptance }
  return [
    order(0, { earlier: passed, stage: { element: 'install_energise', state: 'in_progress' }, due_in_hours: 1.4, appointment: agreed(0, 'afternoon') }),
    order(1, { stage: { state: 'in_progress' }, drafts: { channel: 'door', id_seen: true }, due_in_hours: 7 }),
    order(2, { stage: { state: 'dispatched' }, urged: 2, due_in_hours: 5, appointment: { at: EXAMPLES.now + 2 * HOUR } }),
    order(3, { stage: { state: 'in_progress' }, lane: 'parked', pending: [REFUSED], due_in_hours: -2 }),
    order(4, { stage: null, earlier: passed, lane: 'waiting' }),
    order(5, {
      stage: { state: 'in_progress', assignee: 'somebody', assignee_name: '李敏' },
      read_only: true,
      drafts: { note: '门锁着' },
    }),
    order(6, {
      stage: {
        element: 'install_energise',
        state: 'signed_in',
        occurrence: 2,
        sent_back: { reason: '封印照片不清, 起始示数与照片不一致; 请重拍“表计正面”并核对总示数' },
        values: install_energise,
      },
      earlier: passed,
      due_in_hours: 30,
      appointment: agreed(3, 'morning'),
    }),
  ]
}
