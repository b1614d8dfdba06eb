/**
 * The terminal agent as the pages see it: one mock for launcher and business app, with the real process bundle. It
 * keeps what it is told, as the agent does, so that a page can be loaded again in the middle of a story.
 */

import type {
  Action, AgentState, CustomersStanding, FieldApp, Notice, OrderDetail, OutboxEntry, Photo, RunAsked, SignatureTaken,
  Submitted, Work,
} from '@ronghe/field'
import type { FieldValue, MeterWork, Recording, Verdict } from '@ronghe/forms'
import type { Problem } from '@ronghe/sdk'
import type { MeterStanding, StageState } from '@ronghe/ui'
import type { BrowserContext, Route } from 'playwright-core'
import { EXAMPLES } from './bundle'
import { cardOf, foundOf, REASONS, STANDING } from './customers'
import { MockMetering } from './mockMetering'
import { dayOfOrders, lineOf, order, OUTBOX, outboxEntry, stage, WORKER } from './orders'
import { plainPng } from './pictures'

export const PIN = '135790'
const HOUR = 3_600_000_000

type Answer = { status?: number; json?: unknown; body?: Buffer; type?: string }
type Handler = (match: string[], route: Route) => Answer | Promise<Answer>

export class MockAgent {
  state: AgentState = {
    terminal: '0197f2a0-0000-7000-8000-00000000c0de',
    card: { name: WORKER.name, staff_no: WORKER.staff_no, tries_left: 5 },
    person: WORKER,
    locked: false,
    network: 'weak',
    unsent: { operations: 3, files: 2, bytes_left: 561_000, bytes_total: 1_558_000 },
    sealed: { operations: 0, files: 0, bytes: 0 },
    storage: { free_bytes: 6_400_000_000, low: false, short: false },
    last_sync: EXAMPLES.now - HOUR / 10,
    clock_offset_micros: 3_000_000,
    lease_expires_at: EXAMPLES.now + 61 * HOUR,
    release_no: '0.1.0',
  }
  orders: OrderDetail[] = dayOfOrders()
  outbox: OutboxEntry[] = OUTBOX.map((entry) => ({ ...entry }))
  notices: Notice[] = NOTICES.map((notice) => ({ ...notice }))
  apps: FieldApp[] = APPS
  customers: CustomersStanding = { ...STANDING }
  readonly metering = new MockMetering(PIN)
  /** Where each app's page is served. */
  urls: Record<string, string> = {}
  /** Whether a sync that is asked for reaches the platform. */
  syncs = true
  /** What the agent's own check says at the end. */
  verdict: Verdict = { errors: [], warnings: [] }
  /** Every call that changes something, in order. */
  readonly calls: string[] = []
  /** What stood above the pad at each signature. */
  readonly statements: string[] = []
  /** Pieces of recordings that are not finished. */
  readonly #pieces = new Map<string, Buffer>()
  /** How many bytes a recording may have. */
  recordingBytesMax = 20_000_000
  readonly #files = new Map<string, { body: Buffer; type: string }>()
  readonly #failing = new Map<string, Problem | 'silence'>()
  readonly #streams: Route[] = []
  #made = 0
  #aside: { orders: OrderDetail[]; outbox: OutboxEntry[]; notices: Notice[]; person: AgentState['person'] } | undefined

  async install(context: BrowserContext): Promise<void> {
    this.metering.onEnd = (work, asked) => this.#putIntoForm(work, asked)
    await context.route('**/local/v1/**', (route) => this.#answer(route))
  }

  /** From now on, calls whose path begins with `path` fail or are never answered. */
  fail(path: string, how: Problem | 'silence'): void {
    this.#failing.set(path, how)
  }

  heal(): void {
    this.#failing.clear()
  }

  detail(id: string): OrderDetail {
    const found = this.orders.find((each) => each.order.order === id)
    if (!found) throw new Error(`the mock has no order ${id}`)
    return found
  }

  /** The end of a good day: everything is with the company. */
  nothingLeft(): void {
    this.outbox = []
    this.orders = this.orders.filter(({ order: { stages }, drafts }) =>
      Object.keys(drafts).length === 0 && Object.values(stages).every(({ state }) => state === 'submitted' || state === 'dispatched'))
    this.state.unsent = { operations: 0, files: 0, bytes_left: 0, bytes_total: 0 }
  }

  /** Tells the pages that something changed. */
  async tell(topic: 'state' | 'orders' | 'outbox' | 'customers' | 'metering'): Promise<void> {
    const body = `retry: 20\nevent: ${topic}\ndata: {}\n\n`
    await Promise.all(
      this.#streams.splice(0).map((route) => route.fulfill({ contentType: 'text/event-stream', body }).catch(() => undefined)),
    )
  }

  async #answer(route: Route): Promise<void> {
    const request = route.request()
    const path = new URL(request.url()).pathname.replace('/local/v1', '')
    if (path === '/events') {
      this.#streams.push(route)
      return
    }
    const failing = [...this.#failing].find(([begin]) => path.startsWith(begin))?.[1]
    if (failing === 'silence') return
    if (failing) return void (await route.fulfill({ status: failing.status, contentType: PROBLEM, json: failing }))
    const method = request.method()
    if (method !== 'GET') this.calls.push(`${method} ${path}`)
    for (const [verb, pattern, handler] of this.#handlers) {
      const match = verb === method ? pattern.exec(path) : null
      if (!match) continue
      const { status = 200, json = {}, body, type } = await handler(match.slice(1).map(decodeURIComponent), route)
      const given = body ? { body, contentType: type ?? 'image/png' } : { json, contentType: status < 400 ? JSON_TYPE : PROBLEM }
      await route.fulfill({ status, ...given }).catch(() => undefined)
      return
    }
    await route.fulfill({ status: 404, contentType: PROBLEM, json: problem(404, 'not-found', path) })
  }

  readonly #handlers: [string, RegExp, Handler][] = [
    ['POST', /^\/entry$/, () => ({ json: { token: 'token' } })],
    ['GET', /^\/state$/, () => ({ json: this.#told() })],
    ['POST', /^\/unlock$/, (_, route) => this.#unlock((route.request().postDataJSON() as { pin: string }).pin)],
    ['POST', /^\/lock$/, () => this.#set({ locked: true })],
    ['POST', /^\/practice$/, () => this.#practise()],
    ['DELETE', /^\/practice$/, () => this.#endPractice()],
    ['PUT', /^\/appearance$/, (_, route) => this.#set({ appearance: route.request().postDataJSON() as never })],
    ['GET', /^\/apps$/, () => ({ json: { items: this.apps } })],
    ['POST', /^\/apps\/(\w+)\/open$/, ([app = '']) => ({ json: { url: `${this.urls[app]}#code=once` } })],
    ['GET', /^\/orders$/, () => ({ json: { items: this.orders.map(lineOf) } })],
    ['GET', /^\/orders\/([\w-]+)$/, ([id = '']) => this.#order(id)],
    ['POST', /^\/orders\/([\w-]+)\/stages\/([\w-]+)\/actions$/, ([id = '', at = ''], route) =>
      this.#act(id, at, route.request().postDataJSON() as Action)],
    ['PUT', /^\/orders\/([\w-]+)\/stages\/([\w-]+)\/draft\/(\w+)$/, ([id = '', at = '', field = ''], route) =>
      this.#keep(id, at, field, (route.request().postDataJSON() as { value: FieldValue }).value)],
    ['POST', /^\/orders\/([\w-]+)\/stages\/([\w-]+)\/photos$/, ([id = '', at = ''], route) => this.#photo(id, at, route)],
    ['DELETE', /^\/orders\/([\w-]+)\/stages\/([\w-]+)\/photos\/([\w-]+)$/, () => ({})],
    ['POST', /^\/orders\/([\w-]+)\/stages\/([\w-]+)\/recordings$/, ([id = '', at = ''], route) =>
      this.#beginRecording(id, at, new URL(route.request().url()).searchParams)],
    ['POST', /^\/orders\/([\w-]+)\/stages\/[\w-]+\/recordings\/([\w-]+)\/pieces$/, ([id = '', file = ''], route) =>
      this.#keepPiece(id, file, route)],
    ['POST', /^\/orders\/([\w-]+)\/stages\/([\w-]+)\/recordings\/([\w-]+)\/finish$/, ([id = '', at = '', file = '']) =>
      this.#finishRecording(id, at, file)],
    ['DELETE', /^\/orders\/([\w-]+)\/stages\/[\w-]+\/recordings\/([\w-]+)$/, ([id = '', file = '']) =>
      this.#discardRecording(id, file)],
    ['POST', /^\/orders\/([\w-]+)\/stages\/([\w-]+)\/signature$/, ([id = '', at = ''], route) =>
      this.#signature(id, at, route)],
    ['POST', /^\/orders\/([\w-]+)\/stages\/([\w-]+)\/second-person$/, ([id = '', at = ''], route) =>
      this.#secondPerson(id, at, route)],
    ['POST', /^\/orders\/[\w-]+\/stages\/[\w-]+\/check$/, () => ({ json: this.verdict })],
    ['POST', /^\/orders\/([\w-]+)\/stages\/([\w-]+)\/submit$/, ([id = '', at = '']) => ({ json: this.#submit(id, at) })],
    ['GET', /^\/attachments\/([\w-]+)(?:\/thumbnail)?$/, ([id = '']) => this.#files.get(id) ?? { body: GREY }],
    ['GET', /^\/customers$/, (_, route) =>
      ({ json: foundOf(new URL(route.request().url()).searchParams.get('search') ?? '', this.customers) })],
    ['GET', /^\/customers\/(\d+)$/, ([no = '']) => this.#customer(no, false)],
    ['POST', /^\/customers\/(\d+)\/inquiries$/, ([no = '']) => this.#customer(no, true)],
    ['GET', /^\/inquiry-reasons$/, () => ({ json: { items: REASONS } })],
    ['GET', /^\/metering(.*)$/, ([path = ''], route) => this.metering.answer('GET', path, route)],
    ['POST', /^\/metering(.*)$/, ([path = ''], route) => this.metering.answer('POST', path, route)],
    ['GET', /^\/outbox$/, () => ({ json: { items: this.outbox } })],
    ['POST', /^\/outbox\/([\w-]+)\/(retry|withdraw)$/, ([id = '', how]) => this.#unpark(id, how === 'retry')],
    ['GET', /^\/notices$/, () => ({ json: { items: this.notices } })],
    ['POST', /^\/notices\/([\w-]+)\/read$/, ([id = '']) => this.#read(id)],
    ['POST', /^\/sync$/, () => this.#set(this.syncs ? { last_sync: EXAMPLES.now } : {})],
  ]

  /** A locked terminal names nobody but the card's owner. */
  #told(): AgentState {
    const { person, ...rest } = this.state
    return this.state.locked || person === undefined ? rest : { ...rest, person }
  }

  #set(change: Partial<AgentState>): Answer {
    this.state = { ...this.state, ...change }
    return {}
  }

  #unlock(pin: string): Answer {
    const card = this.state.card
    if (pin === PIN) return { ...this.#set({ locked: false }), json: { token: 'token' } }
    if (card) this.#set({ card: { ...card, tries_left: Math.max(0, card.tries_left - 1) } })
    return { status: 422, json: { ...problem(422, 'pin-wrong', 'PIN 不正确'), next_step: '请核对后再输; 用完次数卡会锁定' } }
  }

  /** Another desk, with orders of its own; the worker's are put aside. */
  #practise(): Answer {
    this.#aside = { orders: this.orders, outbox: this.outbox, notices: this.notices, person: this.state.person }
    this.orders = [0, 1].map((at) => practiceOrder(at))
    this.outbox = []
    this.notices = []
    return this.#set({ practice: true, locked: false, person: TRAINEE, unsent: { operations: 0, files: 0, bytes_left: 0, bytes_total: 0 } })
  }

  #endPractice(): Answer {
    const { orders, outbox, notices, person } = this.#aside ?? { ...this, person: this.state.person }
    Object.assign(this, { orders, outbox, notices })
    return this.#set({ practice: false, locked: true, ...(person ? { person } : {}) })
  }

  #order(id: string): Answer {
    const found = this.orders.find((each) => each.order.order === id)
    return found ? { json: found } : { status: 404, json: problem(404, 'unknown-order', '本机没有这张工单') }
  }

  #customer(no: string, masked: boolean): Answer {
    const card = cardOf(no, masked)
    return card ? { json: card } : { status: 404, json: problem(404, 'not-found', '本机没有这个用户') }
  }

  #act(id: string, at: string, { kind }: Action): Answer {
    const detail = this.detail(id)
    const own = detail.order.stages[at]
    if (own && kind !== 'decline') own.state = REACHED[kind]
    else if (own) {
      delete own.assignee
      own.state = 'created'
    }
    return { json: { op_id: this.#id() } }
  }

  #keep(id: string, at: string, field: string, value: FieldValue): Answer {
    const { drafts } = this.detail(id)
    drafts[at] = { ...drafts[at], [field]: value }
    return {}
  }

  /** A record goes into the fields of its stage that ask for such a work. */
  #putIntoForm(work: Work, asked: RunAsked | undefined): void {
    const detail = this.orders.find(({ order: { order: id } }) => id === asked?.order)
    const form = detail?.order.stages[asked?.stage ?? '']?.form
    if (detail === undefined || form === undefined) return
    for (const [field, { meter_work }] of Object.entries(detail.bundle?.forms[form]?.ui.fields ?? {})) {
      if (meter_work?.commands.includes(work.command)) {
        this.#keep(detail.order.order, asked?.stage ?? '', field, inForm({ ...work, authorisation: asked?.authorisation }))
      }
    }
  }

  #photo(id: string, at: string, route: Route): Answer {
    const field = new URL(route.request().url()).searchParams.get('field') ?? ''
    const body = route.request().postDataBuffer()
    const attachment_id = this.#id()
    this.#files.set(attachment_id, body ? { body, type: 'image/jpeg' } : { body: GREY, type: 'image/png' })
    const place = route.request().headers()['x-ronghe-position']
    const value: Omit<Photo, 'thumbnail_url'> = {
      attachment_id,
      sha256: 'ab'.repeat(32),
      size: body?.length ?? 812_000,
      mime: 'image/jpeg',
      taken_at: EXAMPLES.now,
      ...(place ? { position: JSON.parse(place) as NonNullable<Photo['position']> } : {}),
    }
    const before = this.detail(id).drafts[at]?.[field]
    this.#keep(id, at, field, [...(Array.isArray(before) ? (before as unknown[]) : []), value])
    return { json: { ...value, thumbnail_url: `/local/v1/attachments/${attachment_id}/thumbnail` } }
  }

  #beginRecording(id: string, at: string, asked: URLSearchParams): Answer {
    const detail = this.detail(id)
    const field = asked.get('field') ?? ''
    const widget = detail.bundle?.forms[detail.order.stages[at]?.form ?? '']?.ui.fields[field]?.widget
    const attachment_id = this.#id()
    const instead = asked.get('instead')
    const cut = {
      attachment_id,
      stage: at,
      field,
      mime: widget === 'voice' ? 'audio/webm' : 'video/webm',
      begun_at: EXAMPLES.now,
      bytes: 0,
      ...(instead === null ? {} : { instead }),
    }
    detail.cut_off = [...(detail.cut_off ?? []), cut]
    this.#pieces.set(attachment_id, Buffer.alloc(0))
    return { json: { attachment_id, mime: cut.mime, seconds_max: 60, bytes_max: this.recordingBytesMax } }
  }

  #keepPiece(id: string, file: string, route: Route): Answer {
    const kept = this.#pieces.get(file)
    const cut = this.detail(id).cut_off?.find((each) => each.attachment_id === file)
    if (!kept || !cut) return { status: 404, json: problem(404, 'not-found', '本机没有这个文件') }
    const first = Number(new URL(route.request().url()).searchParams.get('first_byte'))
    if (first !== kept.length) return { status: 409, json: problem(409, 'piece-elsewhere', '录制内容缺了一段') }
    const whole = Buffer.concat([kept, route.request().postDataBuffer() ?? Buffer.alloc(0)])
    if (whole.length > this.recordingBytesMax) return { status: 413, json: problem(413, 'recording-full', '已录满') }
    this.#pieces.set(file, whole)
    cut.bytes = whole.length
    return { json: { bytes: whole.length } }
  }

  #finishRecording(id: string, at: string, file: string): Answer {
    const detail = this.detail(id)
    const cut = detail.cut_off?.find((each) => each.attachment_id === file)
    const body = this.#pieces.get(file)
    if (!cut || !body?.length) return { status: 422, json: problem(422, 'recording-unusable', '没有录到内容') }
    const type = cut.mime as Recording['mime']
    this.#files.set(file, { body, type })
    this.#forgetCutOff(id, file)
    const value: Recording = {
      attachment_id: file,
      sha256: 'ef'.repeat(32),
      size: body.length,
      mime: type,
      // The pages ask for a piece each second.
      duration_ms: 6_400,
      taken_at: cut.begun_at,
      clock: 'sure',
      order_no: detail.order.order_no,
      worker: WORKER.name,
      staff_no: WORKER.staff_no,
    }
    const before = detail.drafts[at]?.[cut.field]
    const stays = Array.isArray(before) ? (before as Recording[]).filter((each) => each.attachment_id !== cut.instead) : []
    const widget = detail.bundle?.forms[detail.order.stages[at]?.form ?? '']?.ui.fields[cut.field]?.widget
    this.#keep(id, at, cut.field, widget === 'signature' ? { refused: true, video: value } : [...stays, value])
    return { json: value }
  }

  #discardRecording(id: string, file: string): Answer {
    this.#forgetCutOff(id, file)
    return {}
  }

  #forgetCutOff(id: string, file: string): void {
    const detail = this.detail(id)
    detail.cut_off = (detail.cut_off ?? []).filter((each) => each.attachment_id !== file)
    this.#pieces.delete(file)
  }

  #signature(id: string, at: string, route: Route): Answer {
    const field = new URL(route.request().url()).searchParams.get('field') ?? ''
    const { strokes, image_base64, signer_name, relation, statement } = route.request().postDataJSON() as SignatureTaken
    this.statements.push(statement)
    const attachment_id = this.#id()
    const body = Buffer.from(image_base64, 'base64')
    this.#files.set(attachment_id, { body, type: 'image/png' })
    const sha256 = 'cd'.repeat(32)
    const image = { attachment_id, sha256, size: body.length, mime: 'image/png', taken_at: EXAMPLES.now }
    const value = { strokes, image, signer_name, relation, signed_at: EXAMPLES.now, signed_sha256: sha256 }
    this.#keep(id, at, field, value)
    return { json: value }
  }

  #secondPerson(id: string, at: string, route: Route): Answer {
    const { pin } = route.request().postDataJSON() as { pin: string }
    if (pin !== PIN) return { status: 422, json: problem(422, 'pin-wrong', 'PIN 不正确') }
    const field = new URL(route.request().url()).searchParams.get('field') ?? ''
    const value = {
      person_id: '01940000-0000-7000-8000-0000000000b1',
      name: '李敏',
      card_id: '01940000-0000-7000-8000-0000000000c1',
      confirmed_at: EXAMPLES.now - HOUR / 2,
      signature: 'MEUCIQDf9c1Zl3xample',
    }
    this.#keep(id, at, field, value)
    return { json: value }
  }

  /** Goes on with the installation, as a continuable stage of the same person does. */
  #submit(id: string, at: string): Submitted {
    const detail = this.detail(id)
    const own = detail.order.stages[at]
    const op_id = this.#id()
    if (!own) return { op_id }
    own.state = 'submitted'
    own.values = { ...own.values, ...detail.drafts[at] }
    if (detail.practice) {
      detail.order.state = 'archived'
      detail.practice = { finished: true, remarks: PRACTICE_REMARKS.map((remark) => ({ ...remark, stage: at })) }
      return { op_id }
    }
    const entry = outboxEntry(1, { op_id, order: id, stage: at })
    detail.pending = [...detail.pending, entry]
    this.outbox = [...this.outbox, entry]
    if (own.element !== 'acceptance') return { op_id }
    const next = stage(0, { stage: this.#id(), element: 'install_energise', place: 3 })
    detail.order.stages[next.stage] = next
    detail.hand_over = { [next.stage]: { roles: ['back_office_clerk'], continuable: false } }
    return { op_id, continues: next.stage }
  }

  #unpark(id: string, again: boolean): Answer {
    this.outbox = this.outbox.flatMap((entry) =>
      entry.op_id !== id ? [entry] : again ? [{ ...entry, state: 'pending' as const }] : [],
    )
    for (const detail of this.orders) {
      if (!detail.pending.some((entry) => entry.op_id === id)) continue
      detail.pending = this.outbox.filter((entry) => entry.order === detail.order.order)
      detail.lane = again ? 'waiting' : 'clear'
    }
    return {}
  }

  #read(id: string): Answer {
    this.notices = this.notices.map((notice) => (notice.id === id ? { ...notice, read_at: EXAMPLES.now } : notice))
    return {}
  }

  #id(): string {
    this.#made += 1
    return `0197f2a0-0000-7000-8000-${String(900_000 + this.#made).padStart(12, '0')}`
  }
}

export function problem(status: number, code: string, detail: string): Problem {
  return {
    type: `/problems/${code}`,
    title: detail,
    status,
    detail,
    code,
    next_step: '请再试一次; 仍不行请报障',
    correlation: '0197f2a0-0000-7000-8000-0000000abcde',
  }
}

/** A record as a field of a form holds it. */
function inForm({ work, command, comm_address, outcome, ended_at, before, after, readings, authorisation }: Work): MeterWork {
  const kwh = (e4: number) => (e4 / 10_000).toFixed(2)
  const state = ({ relay, clock_ahead_s }: MeterStanding) => ({
    ...(relay ? { relay } : {}),
    ...(typeof clock_ahead_s === 'number' ? { clock_offset_s: clock_ahead_s } : {}),
  })
  return {
    work, command, meter: comm_address ?? '', outcome, at: ended_at, before: state(before), after: state(after),
    ...(authorisation ? { authorisation } : {}),
    ...(readings ? { readings: { total: kwh(readings.total_kwh_e4), tariffs: (readings.tariffs_kwh_e4 ?? []).map(kwh) } } : {}),
  }
}

const REACHED: Record<Exclude<Action['kind'], 'decline'>, StageState> = {
  sign_in: 'signed_in',
  set_out: 'en_route',
  arrive: 'on_site',
  begin: 'in_progress',
}

const TRAINEE = { person: '0197f2a0-0000-7000-8000-00000000fade', name: '练习人员', staff_no: 'LX', roles: WORKER.roles }

function practiceOrder(at: number): OrderDetail {
  const made = order(at, { stage: { element: 'install_energise', state: 'in_progress' }, drafts: EXAMPLES.valid.install_energise })
  for (const own of Object.values(made.order.stages)) Object.assign(own, { assignee: TRAINEE.person, assignee_name: TRAINEE.name })
  made.order.title = { zh: '练习：低压居民新装', en: 'Practice: residential connection' }
  made.practice = { finished: false, remarks: [] }
  return made
}

const PRACTICE_REMARKS = [
  { text: { zh: '监护人没有插卡：练习时代为确认，正式办理会被退回', en: 'No second card was put in: practice confirms by itself, the platform would refuse it' }, refused: true },
  { text: { zh: '电压：偏差超过 10%', en: 'Voltage: more than 10 % off' }, refused: false },
]

const APPS: FieldApp[] = [
  { app: 'business', title: { zh: '业务', en: 'Business' } },
  { app: 'metering', title: { zh: '计量', en: 'Metering' } },
  { app: 'station', title: { zh: '供电所', en: 'Station' } },
]

const notice = (at: number, about: string, zh: string, en: string, read = false): Notice => ({
  id: `notice-${at}`,
  at: EXAMPLES.now - at * HOUR,
  order: `0197f2a0-0000-7000-8000-00000000010${at}`,
  order_no: `YK20261122000${10 + at}`,
  about,
  text: { zh, en },
  ...(read ? { read_at: EXAMPLES.now } : {}),
})

const NOTICES: Notice[] = [
  notice(2, 'urged', '客户再次来电催办, 请尽快联系', 'The customer called again: please get in touch soon'),
  notice(5, 'reassigned', '工单已转派给李敏; 您未上传的内容会留作记录', 'Reassigned to Li Min; what you have not sent is kept as a record'),
  notice(6, 'returned', '后台退回: 封印照片不清', 'Sent back by the back office: photo of the seals is blurred'),
  notice(3, 'suspended', '工单已挂起：客户要求改期。您已记录的内容会保留，恢复后再办理', 'the order is suspended (postponed by the customer); what you recorded is kept, go on when it is resumed'),
  notice(1, 'resumed', '工单已恢复，请继续办理', 'the order goes on', true),
  notice(4, 'changed', '客户把预约改到明天上午', 'The customer moved the appointment to tomorrow morning', true),
]

const JSON_TYPE = 'application/json'
const PROBLEM = 'application/problem+json'
const GREY = plainPng(320, 240, [120, 140, 138])
