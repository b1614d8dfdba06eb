/** One list for all professions, in three parts: what is begun or on fire, what comes next, what waits for others. */

import { appointmentBegin, isForToday, metresBetween, type LonLat, type OrderLine } from '@ronghe/field'
import { alongTheWay } from './alongTheWay'

export const PARTS = ['now', 'next', 'waiting'] as const
export type Part = (typeof PARTS)[number]

/** Nearest to the worker, from one to the next nearest, or by deadline. */
export const ORDERINGS = ['nearest', 'route', 'due'] as const
export type Ordering = (typeof ORDERINGS)[number]

export interface PlacedLine {
  line: OrderLine
  /** Metres from the worker, on a route from the stop before; nothing while either place is unknown. */
  distance?: number
}

/** Where and when the list is looked at, and how it is ordered. */
export interface Looking {
  here: LonLat | undefined
  now: Date
  by: Ordering
}

/**
 * Every order in its part: whoever was promised somebody today or before, by the time that was agreed; then as the worker
 * wants it, by deadline where positions are not known; and last whoever expects nobody before another day.
 */
export function groupLines(lines: OrderLine[], { here, now, by }: Looking): Record<Part, PlacedLine[]> {
  const parts: Record<Part, PlacedLine[]> = { now: [], next: [], waiting: [] }
  for (const line of lines) {
    const { box } = line.facts
    parts[partOf(line)].push({ line, ...(here && box ? { distance: metresBetween(here, box) } : {}) })
  }
  const compare = by === 'due' ? soonestFirst : nearestFirst
  for (const part of PARTS) {
    parts[part].sort((one, other) => asAgreed(one.line, other.line, now) || compare(one, other))
    if (by === 'route') parts[part] = alongTheWay(parts[part], here, (one, other) => asAgreed(one.line, other.line, now) === 0)
  }
  return parts
}

export function partOf({ lane, read_only, state, stage, has_draft }: OrderLine): Part {
  // Refused work holds everything of its order up: it is the worker's turn.
  if (lane === 'parked') return 'now'
  if (read_only || state !== 'open' || stage === undefined) return 'waiting'
  if (has_draft || BEGUN.has(stage.state)) return 'now'
  return 'next'
}

/** Whether an order is meant by what was typed or scanned; spaces as in grouped numbers do not matter. */
export function matches({ title, order_no, facts, stage }: OrderLine, sought: string): boolean {
  const wanted = compact(sought)
  const { customer_no, customer_name, service_address } = facts.customer ?? {}
  const meters = Object.keys(facts.meters ?? {})
  return [order_no, title.zh, title.en, customer_no, customer_name, service_address, stage?.name, ...meters].some(
    (text) => text !== undefined && compact(text).includes(wanted),
  )
}

function compact(text: string): string {
  return text.replace(/\s/g, '').toLowerCase()
}

function asAgreed({ appointment: one }: OrderLine, { appointment: other }: OrderLine, now: Date): number {
  const rank = (agreed: OrderLine['appointment']) => (agreed === undefined ? 1 : isForToday(agreed, now) ? 0 : 2)
  const begin = (agreed: OrderLine['appointment']) => (agreed && appointmentBegin(agreed)?.getTime()) ?? 0
  return rank(one) - rank(other) || begin(one) - begin(other)
}

function nearestFirst(one: PlacedLine, other: PlacedLine): number {
  const far = (one.distance ?? Infinity) - (other.distance ?? Infinity)
  // Two unknown distances differ by NaN.
  return far !== 0 && !Number.isNaN(far) ? far : soonestFirst(one, other)
}

function soonestFirst(one: PlacedLine, other: PlacedLine): number {
  return (one.line.due_at ?? Infinity) < (other.line.due_at ?? Infinity) ? -1 : 1
}

const BEGUN = new Set(['en_route', 'on_site', 'in_progress'])
