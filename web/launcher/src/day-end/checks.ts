/** What a worker has to know before he puts the terminal down: is anything left that the company does not have? */

import { deliveryOf, type AgentState, type OrderLine, type OutboxEntry } from '@ronghe/field'

/** Everything that the terminal's agent says about it. */
export interface DayFacts {
  state: AgentState
  outbox: OutboxEntry[]
  orders: OrderLine[]
  now: Date
  /** The last moment of the local day. */
  midnight: Date
}

/** `soon` and `late` want something of the worker; `plain` is only to be known. */
export type Standing = 'done' | 'plain' | 'soon' | 'late'

/** One question of the day's end, answered. */
export type Check = { standing: Standing } & (
  | { about: 'operations' | 'refused' | 'drafts' | 'sealed'; count: number; orders?: string[] }
  | { about: 'files'; count: number; left: number; total: number }
  | { about: 'begun'; count: number; due: number; orders: string[] }
  | { about: 'storage'; free: number | undefined }
  | { about: 'clock'; offset_s: number | undefined }
  | { about: 'sync'; at: Date | undefined }
)

/** In the order in which they are looked at: first what the company does not have, then what may go wrong tomorrow. */
export function checksOf({ state, outbox, orders, now, midnight }: DayFacts): Check[] {
  const { unsent, sealed, storage } = state
  const refused = outbox.filter((entry) => deliveryOf(entry) === 'refused').length
  const waiting = Math.max(0, unsent.operations - refused) + (unsent.inquiries ?? 0)
  const drafted = orders.filter((line) => line.has_draft && !line.read_only)
  const begun = orders.filter(isBegun)
  const due = begun.filter((line) => line.due_at !== undefined && line.due_at <= midnight.getTime() * 1000).length
  const free = storage.free_bytes
  const offset = state.clock_offset_micros
  const synced = state.last_sync === undefined ? undefined : new Date(state.last_sync / 1000)
  const isFresh = synced !== undefined && now.getTime() - synced.getTime() <= FRESH_MS
  return [
    { about: 'operations', count: waiting, standing: waiting > 0 ? 'soon' : 'done' },
    {
      about: 'files',
      count: unsent.files,
      left: unsent.bytes_left,
      total: unsent.bytes_total,
      standing: unsent.files > 0 ? 'soon' : 'done',
    },
    { about: 'refused', count: refused, standing: refused > 0 ? 'late' : 'done' },
    { about: 'sealed', count: sealed?.operations ?? 0, standing: hasSealed(state) ? 'soon' : 'done' },
    { about: 'drafts', count: drafted.length, orders: idsOf(drafted), standing: drafted.length > 0 ? 'soon' : 'done' },
    {
      about: 'begun',
      count: begun.length,
      due,
      orders: idsOf(begun),
      standing: due > 0 ? 'soon' : begun.length > 0 ? 'plain' : 'done',
    },
    { about: 'storage', free, standing: storage.short ? 'late' : storage.low ? 'soon' : free === undefined ? 'plain' : 'done' },
    {
      about: 'clock',
      offset_s: offset === undefined ? undefined : Math.round(offset / 1_000_000),
      standing: offset === undefined || Math.abs(offset) > CLOCK_OFF_MICROS ? 'soon' : 'done',
    },
    { about: 'sync', at: synced, standing: isFresh ? 'done' : 'soon' },
  ]
}

/** The answer to the one question. */
export type Verdict = 'clear' | 'look' | 'unsent'

export function verdictOf(checks: Check[]): Verdict {
  const open = checks.filter(wants)
  if (open.some(({ about }) => UNSENT.has(about))) return 'unsent'
  return open.length === 0 ? 'clear' : 'look'
}

/** Whether it wants something of the worker. */
export function wants({ standing }: Check): boolean {
  return standing === 'soon' || standing === 'late'
}

/** Taken on and not handed in, and nothing typed yet: what has a draft is counted as such. */
function isBegun({ stage, state, read_only, has_draft }: OrderLine): boolean {
  return stage !== undefined && state === 'open' && !read_only && !has_draft && BEGUN.has(stage.state)
}

function hasSealed({ sealed }: AgentState): boolean {
  return sealed !== undefined && (sealed.operations > 0 || sealed.files > 0)
}

function idsOf(lines: OrderLine[]): string[] {
  return lines.map((line) => line.order)
}

const BEGUN = new Set(['signed_in', 'en_route', 'on_site', 'in_progress'])
const UNSENT = new Set<Check['about']>(['operations', 'files', 'refused', 'sealed'])
/** After this something may have been given or taken meanwhile. */
const FRESH_MS = 60 * 60_000
/** Corrected all the same, but a clock so far off soon drifts on. */
const CLOCK_OFF_MICROS = 5 * 60_000_000
