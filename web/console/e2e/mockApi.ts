/** The platform as the console's stories need it: typed by the console's own types, one table of answers. */

import type { Page, Route } from 'playwright-core'
import { isGiven } from '../src/api/given'
import type { AuthorisationEntry, HandOverReport, ItemView, DutyCopy, MeterWorkCounts, MeterWorkFile, DutyView, MigrationRequest, NewDuty, OrderFigures, OrderFile, OrderLineView, ProcessFiles, ProcessLine, Role } from '../src/api/types'
import { ABSENCES } from './fixtures/absences'
import { ARCHIVE_FILE } from './fixtures/archiveFile'
import { AUTHORISATIONS } from './fixtures/authorisations'
import { CALENDAR, DUTIES } from './fixtures/duties'
import { AREA_HISTORY, AREAS, CERTIFICATES, CUT_OVERS, loadsOf, PREVIEW, RULES } from './fixtures/dispatch'
import { CARDS, CHAIN, OUTBOX, ROOT, TERMINALS } from './fixtures/fleet'
import { INQUIRIES } from './fixtures/inquiries'
import { ITEMS } from './fixtures/items'
import { BROKEN_CHAINS, METER, metersOf, WORK_LINES, workCountsOf, WORKS, worksOf } from './fixtures/meters'
import { hours, id } from './fixtures/moments'
import { left, NEXT_PROCESS_FILES, previewed, RUNNING, type RunningOrders } from './fixtures/migration'
import { ORDER_FILE, unmasked } from './fixtures/orderFile'
import { ORDERS } from './fixtures/orders'
import { nextOf, READING_FILES } from './fixtures/route'
import { GRIDS, MAP, PEOPLE, sessionOf, STATIONS } from './fixtures/organisation'
import { picture } from './fixtures/pictures'
import { RECORDED } from './fixtures/recordings'
import { FAULTS, PROCESS_FILES, PROCESSES } from './fixtures/processes'
import { STEERED } from './fixtures/steered'

export type Mood = 'data' | 'empty' | 'loading' | 'error'

export interface MockedApi {
  /** Commands as they arrived. */
  commands: { path: string; key: string | null; csrf: string | null; body: unknown }[]
  /** From now on the session counts as ended, until somebody signs in again. */
  expire: () => void
  /** How the lists answer from now on. */
  mood: (mood: Mood) => void
  /** How the next command is answered instead: with a problem, or not at all. */
  next: (answer: Refusal | 'no answer') => void
  /** Whether previews and migrations get an answer from now on. */
  network: (isThere: boolean) => void
  /** Which orders run from now on. */
  running: (running: RunningOrders) => void
  /** The next migration is answered only when this is called. */
  hold: () => () => void
  /** Somebody else has done something to the order that is told in full. */
  become: (file: OrderFile) => void
}

/** Status, code and detail of a problem. */
export type Refusal = [status: number, code: string, detail: string]

export interface MockSettings {
  role?: Role
  signedIn?: boolean
  mood?: Mood
  /** The order that is told in full, where it is not as usual. */
  file?: OrderFile
  /** Orders that stand in the lists before the others. */
  lines?: OrderLineView[]
  /** The process of every order. */
  process?: ProcessFiles
  /** Processes that are told instead, by their hash. */
  others?: Record<string, ProcessFiles>
  /** The versions that there are. */
  versions?: ProcessLine[]
  /** What runs on the active one. */
  running?: RunningOrders
  /** Files that are no longer what they were. */
  tampered?: string[]
  /** What the signed-in person is besides. */
  also?: Role[]
}

export async function mockApi(page: Page, settings: MockSettings = {}): Promise<MockedApi> {
  const { role = 'station_head', signedIn = true, mood = 'data', file = ORDER_FILE, process = PROCESS_FILES, versions = PROCESSES, running = RUNNING, tampered = [], also = [], others = {}, lines = [] } = settings
  const state = {
    duties: DUTIES as DutyView[],
    signedIn, mood, unmasked: false, file, next: undefined as Refusal | 'no answer' | undefined, running, isThere: true,
    held: undefined as Promise<unknown> | undefined,
  }
  const commands: MockedApi['commands'] = []

  await page.route('**/api/v1/**', async (route) => {
    const request = route.request()
    const url = new URL(request.url())
    const path = url.pathname.slice('/api/v1/'.length)
    const method = request.method()
    if (path === 'session' && method === 'POST') {
      const refusal = SIGN_IN_REFUSALS[(request.postDataJSON() as { password: string }).password]
      if (refusal) return problem(route, ...refusal)
      state.signedIn = true
      return route.fulfill({ json: sessionOf(role, also) })
    }
    if (!state.signedIn) return problem(route, 401, 'sign-in-needed', 'there is no session')
    if (path === 'session') {
      if (method === 'DELETE') state.signedIn = false
      return method === 'DELETE' ? route.fulfill({ status: 204 }) : route.fulfill({ json: sessionOf(role, also) })
    }
    if (method !== 'GET') {
      // A question, not a command.
      if (path === 'orders/preview-next') return route.fulfill({ json: nextOf((request.postDataJSON() as { values: { outcome?: string } }).values) })
      const headers = request.headers()
      commands.push({ path, key: headers['idempotency-key'] ?? null, csrf: headers['x-ronghe-csrf'] ?? null, body: request.postDataJSON() as unknown })
      const { next } = state
      state.next = undefined
      if (next === 'no answer') return route.abort('connectionfailed')
      if (next) return problem(route, ...next)
      if (path.endsWith('/unmask')) state.unmasked = true
      if (path === 'processes/preview-migration' || path === 'processes/migrate') {
        if (!state.isThere) return route.abort('connectionfailed')
        const asked = request.postDataJSON() as MigrationRequest
        if (path === 'processes/preview-migration') return route.fulfill({ json: previewed(state.running, asked) })
        await state.held
        const report = previewed(state.running, asked)
        state.running = left(state.running, asked)
        return route.fulfill({ json: report })
      }
      const steer = STEERED[path.slice('orders/'.length)]
      if (steer) {
        state.file = steer(state.file, request.postDataJSON() as never)
        return route.fulfill({ json: { order: state.file.order.order, rev: state.file.rev, state: state.file.order.state } })
      }
      if (path.endsWith('/unmask')) return route.fulfill({ json: unmasked(state.file) })
      if (path.startsWith('duties')) {
        const before = state.duties
        state.duties = kept(before, request.postDataJSON() as never)
        const changed = path === 'duties/cancel' ? before.filter((each) => !state.duties.includes(each)) : state.duties.filter((each) => !before.includes(each))
        return route.fulfill({ json: { duties: changed.map(({ duty }) => duty) } })
      }
      return command(route, path)
    }
    if (state.mood === 'loading') return undefined
    if (state.mood === 'error') return problem(route, 503, 'busy', 'nothing was changed')
    if (isMasked(path, state.file) && !state.unmasked) return problem(route, 403, 'forbidden', 'the order is masked')
    const played = path.startsWith('files/') ? RECORDED.get(path.slice('files/'.length)) : undefined
    if (played) return route.fulfill({ contentType: played.mime, body: played.body })
    if (path === 'orders.xlsx') return route.fulfill({ contentType: XLSX, body: 'a workbook', headers: { 'x-ronghe-rows': '40', 'x-ronghe-cut': 'false' } })
    if (path.startsWith('files/')) return route.fulfill({ contentType: 'image/svg+xml', body: picture(path) + (tampered.includes(path.slice('files/'.length)) ? ' ' : '') })
    if (path === 'duties') return route.fulfill({ json: { items: state.mood === 'empty' ? [] : touching(state.duties, url.searchParams) } })
    const other = path.startsWith('processes/') ? others[path.slice('processes/'.length)] : undefined
    return route.fulfill({ json: other ?? read(path, url.searchParams, state.mood === 'empty', state.file, process, versions, [...lines, ...ORDERS], role) })
  })

  return {
    commands,
    expire: () => (state.signedIn = false),
    mood: (next) => (state.mood = next),
    next: (answer) => (state.next = answer),
    become: (file) => (state.file = file),
    network: (isThere) => (state.isThere = isThere),
    running: (next) => (state.running = next),
    hold: () => {
      let release = () => {}
      state.held = new Promise<undefined>((resolve) => (release = () => resolve(undefined)))
      return () => release()
    },
  }
}

function read(path: string, query: URLSearchParams, isEmpty: boolean, file: OrderFile, process: ProcessFiles, versions: ProcessLine[], orders: OrderLineView[], role: Role): unknown {
  const list = (items: unknown[]) => ({ items: isEmpty ? [] : items, next: null })
  const [area = '', one, works] = decodeURIComponent(path).split('/')
  switch (area) {
    case 'orders':
      if (one === 'figures') return figures(isEmpty ? [] : orders)
      if (one !== undefined) return one === ARCHIVE_FILE.order.order ? ARCHIVE_FILE : file
      return { ...list(orders.filter((line) => matches(line, query)).slice(0, Number(query.get('limit')))), cut: false }
    case 'items':
      return list(ITEMS.filter((item) => isAsked(item, query)))
    case 'processes':
      return one === undefined ? list(versions) : one === NEXT_PROCESS_FILES.hash ? NEXT_PROCESS_FILES : one === READING_FILES.hash ? READING_FILES : process
    case 'stations':
      return list(STATIONS)
    case 'grids':
      return list(GRIDS)
    case 'people':
      return list(PEOPLE)
    case 'areas':
      return query.has('limit') || one === undefined ? list(AREAS) : AREA_HISTORY
    case 'dispatch':
      return one === 'loads' ? loadsOf(isEmpty ? [] : orders) : RULES
    case 'certificates':
      return isEmpty ? { kinds: [], items: [] } : CERTIFICATES
    case 'cut-overs':
      return list(CUT_OVERS)
    case 'absences':
      return { items: isEmpty ? [] : touching(ABSENCES, query) }
    case 'calendar':
      return { years: CALENDAR }
    case 'authorisations':
      return list(AUTHORISATIONS.map((entry) => entryFor(role, entry)).filter(({ state, order }) => (query.has('order') ? order === query.get('order') : state === query.get('state'))))
    case 'meters':
      if (works !== undefined) return list(one === METER ? WORK_LINES : [])
      return isEmpty ? list([]) : metersOf(query)
    case 'meter-works':
      if (one === undefined) return isEmpty ? list([]) : worksOf(query, role === 'station_head')
      if (one === 'chains') return { items: isEmpty ? [] : BROKEN_CHAINS.items, cut: false }
      if (one === 'counts') return isEmpty ? NO_WORKS : workCountsOf(query)
      return fileFor(role, WORKS.find(({ record }) => record.work === one))
    case 'map':
      return isEmpty ? { ...MAP, features: [] } : MAP
    case 'terminals':
      return list(TERMINALS)
    case 'cards':
      return list(CARDS)
    case 'inquiries':
      return list(INQUIRIES.filter((each) => (['customer_no', 'person', 'reason'] as const).every((name) => [null, each[name]].includes(query.get(name)))))
    case 'outbox':
      return list(OUTBOX)
    case 'audit':
      if (one === 'roots') return ROOT
      return { ...list(one === `order:${file.order.order}` ? file.story : CHAIN), verified: true }
    default:
      throw new Error(`the mock does not know GET ${path}`)
  }
}

/** A security officer opens no order, and sees no customer. */
function entryFor(role: Role, entry: AuthorisationEntry): AuthorisationEntry {
  return role === 'security_officer' ? { ...entry, may_open_order: false, customer_name: null, address: null } : entry
}

/** A station head opens the order, and sees no frames. */
function fileFor(role: Role, file: MeterWorkFile | undefined): MeterWorkFile | undefined {
  return file && role === 'station_head' ? { ...file, may_open_order: isGiven(file.order_no), frames_withheld: true, record: { ...file.record, frames: [] } } : file
}

const NO_WORKS: MeterWorkCounts = { done: 0, failed: 0, refused: 0, unknown: 0, unverified: 0, odd: 0, most: 50 }

function touching<Each extends { from: number; until: number }>(all: Each[], query: URLSearchParams): Each[] {
  return all.filter(({ from, until }) => until > Number(query.get('from') ?? hours(0)) && from < Number(query.get('until') ?? Infinity))
}

/** The roster after a command, as the platform would keep it. */
function kept(duties: DutyView[], body: NewDuty | { duty: string } | DutyCopy): DutyView[] {
  if ('duty' in body) return duties.filter(({ duty }) => duty !== body.duty)
  if ('person' in body) return [...duties, { duty: id(18, duties.length), station: id(1, 0), note: '', ...body }]
  const by = body.days * 24 * 3_600_000_000
  const copied = duties.filter(({ from }) => from >= body.from && from < body.until).map((each) => ({ ...each, from: each.from + by, until: each.until + by }))
  const isThere = (one: DutyView) => duties.some(({ person, kind, from }) => person === one.person && kind === one.kind && from === one.from)
  return [...duties, ...copied.filter((each) => !isThere(each)).map((each, at) => ({ ...each, duty: id(19, duties.length + at) }))]
}

/** A file that is to be read only once the order is unmasked. */
function isMasked(path: string, file: OrderFile): boolean {
  return file.evidence.some(({ attachment, masked }) => masked === true && path === `files/${attachment}`)
}

/** The list's narrowing, as far as the stories use it. */
function matches(line: OrderLineView, query: URLSearchParams): boolean {
  const wanted = (name: string) => query.get(name)
  const holds: Record<string, (value: string) => boolean> = {
    state: (state) => line.state === state,
    text: (text) => line.order_no.startsWith(text.replace(/\s/g, '')) || line.customer_name.startsWith(text),
    process: (process) => line.process === process,
    due: (due) => isDue(line, due),
    stage: (element) => line.stages.some((stage) => stage.element === element),
    worker: (person) => line.stages.some(({ assignee }) => assignee === person),
    grid: (grid) => line.grid === grid,
    flag: (flag) => FLAG_HOLDS[flag]?.(line) ?? false,
  }
  return Object.entries(holds).every(([name, test]) => wanted(name) === null || test(wanted(name) ?? ''))
}

function isDue({ state, due_at: due }: OrderLineView, wanted: string): boolean {
  if (state !== 'open' || typeof due !== 'number') return false
  const left = due - hours(0)
  if (wanted === 'overdue') return left < 0
  if (wanted === 'soon') return left >= 0 && due < hours(24)
  return dayOf(due) === wanted
}

const FLAG_HOLDS: Record<string, (line: OrderLineView) => boolean> = {
  undispatched: ({ state, stages }) => state === 'open' && stages.some(({ assignee }) => assignee === null || assignee === undefined),
  evidence: ({ evidence_missing }) => evidence_missing > 0,
  urged: ({ urged }) => urged > 0,
}

/** What the platform would count. */
function figures(lines: OrderLineView[]): OrderFigures {
  const open = lines.filter(({ state }) => state === 'open')
  const count = (name: string, value: string) => open.filter((line) => matches(line, new URLSearchParams({ [name]: value }))).length
  const days = Array.from({ length: 7 }, (_, ahead) => dayOf(hours(24 * ahead)))
  const workers = [...new Set(open.flatMap(({ stages }) => stages.flatMap(({ assignee }) => assignee ?? [])))]
  const load = workers.map((person) => {
    const own = open.filter((line) => line.stages.some(({ assignee }) => assignee === person))
    const due = (which: string) => own.filter((line) => isDue(line, which)).length
    const name = PEOPLE.find((each) => each.person === person)?.name ?? ''
    return { person, name, open: own.length, overdue: due('overdue'), due_soon: due('soon') }
  })
  return {
    open: open.length, suspended: lines.filter(({ state }) => state === 'suspended').length,
    overdue: count('due', 'overdue'), due_soon: count('due', 'soon'), undispatched: count('flag', 'undispatched'),
    evidence_missing: count('flag', 'evidence'), urged: count('flag', 'urged'),
    due_days: days.map((day) => ({ day, orders: count('due', day) })),
    load: load.sort((one, other) => other.open - one.open),
  }
}

/** The date in Shanghai. */
function dayOf(micros: number): string {
  return new Date(micros / 1000 + 8 * 60 * 60_000).toISOString().slice(0, 10)
}

function isAsked({ state }: ItemView, query: URLSearchParams): boolean {
  return query.get('state') === 'all' || state === 'open'
}

function command(route: Route, path: string): Promise<void> {
  if (path === 'orders/dispatch') return route.fulfill({ json: { order: ORDER_FILE.order.order, rev: 13, generation: 2 } })
  if (path.startsWith('dispatch/')) return route.fulfill({ json: { changed: true } })
  if (path.startsWith('certificates')) return route.fulfill({ json: { certificate: CERTIFICATES.items[0]?.certificate } })
  if (path.startsWith('certificate-kinds/')) return route.fulfill({ json: { changed: true } })
  if (path === 'cut-overs/preview') return route.fulfill({ json: PREVIEW })
  if (path.startsWith('cut-overs')) return route.fulfill({ json: { cut_over: CUT_OVERS[0]?.cut_over } })
  if (path === 'orders/place') return route.fulfill({ json: { order: ORDER_FILE.order.order, rev: 13, dispatched: 1 } })
  if (path === 'orders/hand-over') return route.fulfill({ json: HANDED_OVER })
  if (path === 'orders/perform') {
    const { values } = route.request().postDataJSON() as { values: { note?: string } }
    if (values.note === undefined) return route.fulfill({ json: { order: ARCHIVE_FILE.order.order, rev: 13 } })
    return problem(route, 422, 'invalid', '表单有未填或不符合要求的内容', { errors: [UNWANTED_NOTE] })
  }
  if (path === 'items/resolve') return route.fulfill({ json: { item: ITEMS[0]?.item, state: 'kept' } })
  if (path === 'processes') return problem(route, 422, 'invalid', '流程图有误', { faults: FAULTS })
  if (path.endsWith('/activate')) return route.fulfill({ json: { ...PROCESSES[0], new: false } })
  if (path === 'terminals/enrolment-codes') return route.fulfill({ status: 201, json: { code: '7K2M-9PQX-04TD', expires_at: hours(72) } })
  if (path.startsWith('cards/') && path.endsWith('/unlock')) return route.fulfill({ json: { unlock_code: '12345678901234567890' } })
  if (path.startsWith('absences')) return route.fulfill({ json: { absence: ABSENCES[0]?.absence } })
  if (path.startsWith('authorisations/')) return route.fulfill({ json: AUTHORISATIONS[0] })
  return route.fulfill({ status: 204 })
}

function problem(route: Route, status: number, code: string, detail: string, more?: unknown): Promise<void> {
  const body = { type: `/problems/${code}`, title: code, status, detail, code, next_step: '', ...(more === undefined ? {} : { more }) }
  return route.fulfill({ status, contentType: 'application/problem+json', body: JSON.stringify(body) })
}

/** One of the stages has to stay. */
const HANDED_OVER: HandOverReport = {
  moved: 6,
  to: Object.fromEntries(PEOPLE.slice(1, 3).map(({ person }, at) => [person, 4 - 2 * at])),
  stays: [{ reason: '按流程规定，此环节不可转派', count: 1, example: ORDER_FILE.order.order_no }],
  more: false,
}

/** Something that only the server can find. */
const UNWANTED_NOTE = { field: '/note', code: 'rule_broken', rule: 'note_is_final', message: { zh: '备注与回访记录重复', en: 'The note repeats the call back' } }

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

const SIGN_IN_REFUSALS: Record<string, Refusal> = {
  wrong: [401, 'credentials-wrong', '账号或密码不对'],
  locked: [403, 'locked', '账号已锁定至 15:35'],
}
