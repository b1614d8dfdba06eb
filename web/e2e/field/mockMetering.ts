/**
 * Metering as the pages see it: a few meters, their works and leaves, and one command at a time, whose course the story
 * tells. What is read was read from `ronghe meter simulate`.
 */

import { readFileSync } from 'node:fs'
import type {
  Authorisation, AuthorisationAsked, ItemSet, Meter, MeteringState, OrderDetail, Readout, Run, RunAsked, Work, WorkOfOther,
} from '@ronghe/field'
import type { Problem } from '@ronghe/sdk'
import type { MeterStanding } from '@ronghe/ui'
import type { Route } from 'playwright-core'
import { EXAMPLES, FEE_CONTROL_BUNDLE, REPLACEMENT_BUNDLE } from './bundle'
import { order, orderId, stageId } from './orders'

const MINUTE = 60_000_000
const HOUR = 60 * MINUTE

export const METER = '000012345678'
export const NEIGHBOUR_METER = '000012345672'
export const DOUBTFUL_METER = '000012345690'
const ASSET = '3130001000001234567893'
const STOP = 8
const REPLACEMENT = 7

const read = (path: string) => JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8')) as never
const READOUTS = read('readouts.json') as Record<ItemSet, Readout>
const FEE_CONTROL = (read('../../../crates/forms/tests/examples/fee_control.json') as { order: Record<string, object> }).order

/** The order for which a supply is stopped, in this worker's hands. */
export function stopOrder(change: Record<string, object> = {}): OrderDetail {
  const made = order(STOP, {
    stage: { element: 'field_stop', name: '现场停电', state: 'in_progress', form: 'field_stop' },
    earlier: { element: 'field_check', state: 'submitted', form: 'field_check', values: { comm_address: METER } },
    drafts: { outcome: 'stopped' },
    due_in_hours: 3,
  })
  made.bundle = FEE_CONTROL_BUNDLE
  made.order.process = 'fee_control'
  made.order.order_no = 'FK2026112200031'
  made.order.title = { zh: '费控停复电', en: 'Fee control' }
  made.order.facts = {
    customer: FEE_CONTROL['customer'] as never,
    arrears: FEE_CONTROL['arrears'],
    fee_control: FEE_CONTROL['fee_control'],
    supply: FEE_CONTROL['supply'],
    notice: { ...FEE_CONTROL['notice'], delivered_at: EXAMPLES.now - 8 * 24 * HOUR },
    meters: { [ASSET]: { comm_address: METER } },
    ...change,
  }
  return made
}

/** A meter that nobody has been at: the terminal knows it by its order only. */
export const NEW_METER = '000012345699'
export const NEW_ASSET = '3130001000001234567800'

/** An order that puts a new meter in the place of an old one. */
export function replacementOrder(): OrderDetail {
  const made = order(REPLACEMENT, {
    stage: { element: 'new_meter', name: '新表', state: 'in_progress', form: 'new_meter' },
    drafts: { outcome: 'in_order' },
  })
  made.bundle = REPLACEMENT_BUNDLE
  made.order.process = 'meter_replacement'
  made.order.order_no = 'HB2026112200041'
  made.order.title = { zh: '换表', en: 'Meter replacement' }
  made.order.facts = { ...made.order.facts, meters: { [NEW_ASSET]: { comm_address: NEW_METER } } }
  return made
}

type Answer = { status?: number; json?: unknown }

export class MockMetering {
  state: Omit<MeteringState, 'run'> = {
    may: true,
    why: null,
    unit: { serial: '00112233445566aa', version: '1.2' },
    operator_card: { is_in: true },
    business_card: { is_in: true, is_open: false, card: '0197f2a0-0000-7000-8000-00000000bca4' },
    battery_percent: 83,
    is_clock_compared: true,
    links: [
      { link: 'head', kind: 'infrared', title: '红外' },
      { link: 'rs485', kind: 'wired', title: '485 线' },
      { link: 'bench', kind: 'tcp', title: '模拟表' },
    ],
  }
  run: Run | null = null
  works: Work[] = someWorks()
  meters: Meter[] = [
    {
      comm_address: METER, meter_no: METER, asset_no: ASSET, order: orderId(STOP), order_no: 'FK2026112200031', stage: stageId(STOP),
      unverified: null, authorisations: [],
    },
    { comm_address: NEIGHBOUR_METER, meter_no: '202600012345', asset_no: null, order: null, order_no: null, stage: null, authorisations: [] },
    {
      comm_address: DOUBTFUL_METER, meter_no: DOUBTFUL_METER, asset_no: null, order: null, order_no: 'FK2026112200018', stage: null,
      unverified: { work: workId(4), command: 'trip' }, authorisations: [],
    },
  ]
  /** What others did at a meter: as the company tells it, or why it does not. */
  others: { works: WorkOfOther[] } | Problem = { works: [] }
  /** Every command that was begun, as it was asked for; where that was stands beside it. */
  readonly begun: RunAsked[] = []
  readonly begunAt: RunAsked['position'][] = []
  /** Every leave that was asked for. */
  readonly asked: AuthorisationAsked[] = []
  /** What the agent does with a record besides. */
  onEnd: (work: Work, asked: RunAsked | undefined) => void = () => undefined
  /** What the terminal or the platform answers instead of beginning. */
  refusal: Problem | undefined
  #made = 50

  constructor(private readonly pin: string) {}

  /** Gives a leave to the meter of the stop order. */
  leave(given: Partial<Authorisation> = {}): Authorisation {
    const leave: Authorisation = {
      authorisation: this.#id(),
      order: orderId(STOP),
      order_no: 'FK2026112200031',
      meter: { comm_address: METER, meter_no: METER, asset_no: ASSET },
      command: 'trip',
      parameter: { second_notice_at: EXAMPLES.now - 40 * MINUTE },
      state: 'approved',
      requested_at: EXAMPLES.now - 12 * MINUTE,
      approver: '01940000-0000-7000-8000-0000000000c9',
      approver_name: '王芳',
      not_before: EXAMPLES.now - 12 * MINUTE,
      not_after: EXAMPLES.now + 7 * HOUR,
      ...given,
    }
    this.meter(leave.meter.comm_address).authorisations.unshift(leave)
    return leave
  }

  meter(address: string): Meter {
    const found = this.meters.find((each) => each.comm_address === address)
    if (!found) throw new Error(`the mock has no meter ${address}`)
    return found
  }

  /** The command comes further. */
  goOn(change: Partial<Run>): void {
    if (this.run === null) throw new Error('nothing is under way')
    this.run = { ...this.run, ...change }
  }

  /** The command ends, and leaves its record. */
  end(change: Partial<Work>): Work {
    if (this.run === null) throw new Error('nothing is under way')
    const { command, comm_address, began_at } = this.run
    const asked = this.begun.at(-1)
    const work: Work = {
      work: this.#id(), command, comm_address: comm_address ?? METER, outcome: 'done', reason: null, started_at: began_at,
      order_no: asked?.order ? 'FK2026112200031' : null, position: this.begunAt.at(-1) ?? null, line: 'infrared', line_quality: { sent_again: 2, damaged: 1 },
      ended_at: EXAMPLES.now, order: asked?.order ?? null, is_sent: false, before: {}, after: {}, frames: FRAMES, ...change,
    }
    this.works = [work, ...this.works]
    const outcome = { outcome: work.outcome, why: work.why ?? null, result: work, work: work.work }
    this.run = { ...this.run, state: 'ended', doing: null, ...outcome }
    const meter = this.meters.find((each) => each.comm_address === work.comm_address)
    if (meter) {
      meter.unverified = work.outcome === 'unknown' ? { work: work.work, command } : work.outcome === 'done' ? null : (meter.unverified ?? null)
      const leave = meter.authorisations.find((each) => each.authorisation === asked?.authorisation)
      if (leave) leave.state = 'used'
    }
    this.onEnd(work, asked)
    return work
  }

  answer(method: string, path: string, route: Route): Answer {
    const request = route.request()
    const query = new URL(request.url()).searchParams
    const body = () => request.postDataJSON() as never
    const [, first = '', second, third] = path.split('/')
    switch ([`${method} ${first}`, ...(second === undefined ? [] : ['*']), ...(third === undefined ? [] : [third])].join('/')) {
      case 'GET ':
        return { json: { ...this.state, run: this.run } }
      case 'POST business-card':
        return this.#openCard(body())
      case 'GET meters':
        return { json: { meters: this.#found(query.get('search') ?? '') } }
      case 'GET meters/*':
        return this.#meter(second ?? '')
      case 'GET meters/*/look-back':
        return 'works' in this.others ? { json: this.others } : { status: this.others.status, json: this.others }
      case 'POST runs':
        return this.#begin(body())
      case 'GET run':
        return { json: this.run }
      case 'POST run/*':
        return {}
      case 'GET works':
        return { json: { works: this.#worksBefore(Number(query.get('before') ?? Infinity)).slice(0, Number(query.get('limit'))) } }
      case 'GET works/*':
        return { json: this.works.find(({ work }) => work === second) }
      case 'POST authorisations':
        return { json: this.#ask(body()) }
      default:
        return { status: 404 }
    }
  }

  #worksBefore(before: number) {
    return this.works.map(lineOf).filter(({ started_at }) => started_at < before)
  }

  #openCard({ pin }: { pin: string }): Answer {
    if (pin !== this.pin) {
      const more = { tries_left: 4 }
      return { status: 422, json: { type: '/problems/pin-wrong', title: '口令错误', status: 422, code: 'pin-wrong', next_step: '核对后重新输入', more } }
    }
    this.state = { ...this.state, business_card: { ...this.state.business_card, is_open: true } }
    return {}
  }

  #found(search: string): Meter[] {
    const isFound = ({ comm_address, meter_no, asset_no, order_no }: Meter) =>
      [comm_address, meter_no, asset_no, order_no].some((number) => number?.startsWith(search))
    return this.meters.filter(isFound).map((meter) => {
      const last = this.works.find(({ comm_address }) => comm_address === meter.comm_address)
      return { ...meter, last: last ? lineOf(last) : null }
    })
  }

  #meter(address: string): Answer {
    const meter = this.meters.find((each) => each.comm_address === address)
    if (!meter) return { status: 404, json: { type: '', title: '本机没有这只表', status: 404, code: 'not-found', detail: '本机没有这只表' } }
    return { json: { meter, works: this.works.filter(({ comm_address }) => comm_address === address).map(lineOf) } }
  }

  #begin({ position, ...asked }: RunAsked): Answer {
    if (this.run?.state === 'running') {
      return { status: 409, json: { type: '/problems/busy', title: '正在对一只表作业', status: 409, code: 'busy', next_step: '等本次作业结束，或先取消' } }
    }
    if (this.refusal) return { status: this.refusal.status, json: this.refusal }
    this.begun.push(asked)
    this.begunAt.push(position)
    this.run = {
      work: null, command: asked.command, link: asked.link, comm_address: asked.comm_address ?? null, state: 'running',
      doing: 'finding', frames_sent: 1, frames_heard: 0, tries: 1, part: null, began_at: EXAMPLES.now, outcome: null, why: null, result: null,
    }
    return { status: 202, json: this.run }
  }

  #ask(asked: AuthorisationAsked): Authorisation {
    const { comm_address, command, parameter, order: id } = asked
    this.asked.push(asked)
    return this.leave({
      order: id, command, parameter: parameter ?? null, state: 'requested', requested_at: EXAMPLES.now,
      approver: null, approver_name: null, not_before: EXAMPLES.now, not_after: EXAMPLES.now + 8 * HOUR,
      meter: { comm_address, meter_no: comm_address, asset_no: ASSET },
    })
  }

  #id(): string {
    this.#made += 1
    return workId(this.#made)
  }
}

function workId(at: number): string {
  return `0197f2a0-0000-7000-8000-${String(700_000 + at).padStart(12, '0')}`
}

function lineOf({ work, command, comm_address, outcome, reason, started_at, ended_at, order: of, is_sent, readings, parameter_read }: Work) {
  return { work, command, comm_address, outcome, reason, started_at, ended_at, order: of, is_sent, readings, parameter_read }
}

export const ON: MeterStanding = {
  relay: 'closed', guard_on: false, clock: '2026-11-22T15:00:12', clock_ahead_s: 12, keys: 'private', balance_fen: -640,
  purchase_count: 6, voltage_v_e1: [2204],
}
export const OFF: MeterStanding = { ...ON, relay: 'open', voltage_v_e1: [2206] }

export function readout(items: ItemSet): Readout {
  return READOUTS[items]
}

const FRAMES: Work['frames'] = [
  { at: EXAMPLES.now - 900_000, way: 'sent', hex: 'fefefefe68aaaaaaaaaaaa681300df16' },
  { at: EXAMPLES.now - 500_000, way: 'heard', hex: '68785634120000689306ab896745333359' + '16' },
  { at: EXAMPLES.now - 100_000, way: 'sent', hex: 'fefefefe6878563412000068110433333433b316' },
]

/** Of all kinds: read, looked at, refused, cut off; sent and not. */
function someWorks(): Work[] {
  const made = (at: number, given: Partial<Work>): Work => ({
    work: workId(at), command: 'read', comm_address: METER, outcome: 'done', reason: null, order: null, is_sent: true,
    started_at: EXAMPLES.now - at * HOUR - 9_000_000, ended_at: EXAMPLES.now - at * HOUR, before: {}, after: ON, frames: FRAMES, ...given,
  })
  return [
    made(0.4, { work: workId(1), command: 'acquire', readout: readout('identity'), is_sent: false }),
    made(2, { work: workId(2), comm_address: NEIGHBOUR_METER, readout: readout('billing'), after: { relay: 'closed', voltage_v_e1: [2204, 2198, 2211] } }),
    made(3, { work: workId(3), command: 'snapshot', comm_address: null, outcome: 'refused', reason: 'no_answer', after: {} }),
    made(5, {
      work: workId(4), command: 'trip', comm_address: DOUBTFUL_METER, outcome: 'unknown', reason: 'unknown', before: ON, after: {}, is_sent: false,
      why: { zh: '命令发出后没有应答', en: 'the command was sent, and nothing came back' },
    }),
    made(26, { work: workId(5), command: 'set_clock', before: { clock_ahead_s: 214 }, after: { clock_ahead_s: 1 } }),
  ]
}


/** Of two others: readings over two months, and a stop that was given back. */
export function othersWorks(): WorkOfOther[] {
  const made = (at: number, days: number, given: Partial<WorkOfOther>): WorkOfOther => ({
    work: workId(90 + at), command: 'read', outcome: 'done', performer: '李敏', started_at: EXAMPLES.now - days * 24 * HOUR,
    ended_at: EXAMPLES.now - days * 24 * HOUR + 8_000_000, ...given,
  })
  const total = (total_kwh_e4: number) => ({ readings: { total_kwh_e4 } })
  return [
    made(1, 3, { ...total(13_776_500), relay_after: 'closed' }),
    made(2, 9, { command: 'direct_close', performer: '欧阳建国', relay_before: 'open', relay_after: 'closed' }),
    made(3, 11, { command: 'trip', performer: '欧阳建国', relay_before: 'closed', relay_after: 'open' }),
    made(4, 20, { command: 'read', outcome: 'refused', reason: 'no_answer' }),
    made(5, 33, total(12_110_200)),
    made(6, 64, total(10_408_000)),
    made(7, 80, total(9_001_500)),
  ]
}
