/** Days and months as the company counts them, whatever the zone of the browser. */

import { formatExact } from '@ronghe/ui'
import type { Micros } from '../api/types'

/** From one moment until just before another. */
export interface Span {
  from: Micros
  until: Micros
}

/** One day of a month; `day` as `2025-07-11`. */
export interface Day extends Span {
  day: string
  /** 0 is Sunday. */
  weekday: number
}

/** `2025-07-11`. */
export function dayAt(at: Micros): string {
  return formatExact(new Date(at / 1000)).slice(0, 'yyyy-mm-dd'.length)
}

/** `2025-07`. */
export function monthAt(at: Micros): string {
  return dayAt(at).slice(0, 'yyyy-mm'.length)
}

/** The month that an address asks for; nothing for what is no month. */
export function readMonth(written: string | null): string | undefined {
  return written !== null && /^\d{4}-(0[1-9]|1[0-2])$/.test(written) ? written : undefined
}

/** The month so many months later, or earlier. */
export function monthLater(month: string, count: number): string {
  const date = new Date(`${month}-01T00:00:00Z`)
  date.setUTCMonth(date.getUTCMonth() + count)
  return date.toISOString().slice(0, 'yyyy-mm'.length)
}

/** `2025-07-31` and one day are `2025-08-01`. */
export function dayLater(day: string, count: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + count * DAY_MS).toISOString().slice(0, 'yyyy-mm-dd'.length)
}

/** The moment that a wall clock of the company shows; `time` as `08:30`. Nothing for what is no day or no time. */
export function momentAt(day: string, time = '00:00'): Micros | undefined {
  const instant = Date.parse(`${day}T${time}:00${OFFSET}`)
  return Number.isNaN(instant) ? undefined : instant * 1000
}

export function monthSpan(month: string): Span {
  return { from: momentAt(`${month}-01`) ?? 0, until: momentAt(`${monthLater(month, 1)}-01`) ?? 0 }
}

export function daysOf(month: string): Day[] {
  const { from, until } = monthSpan(month)
  const count = Math.round((until - from) / DAY_MICROS)
  return Array.from({ length: count }, (_, at) => {
    const day = dayLater(`${month}-01`, at)
    return { day, weekday: new Date(`${day}T00:00:00Z`).getUTCDay(), from: from + at * DAY_MICROS, until: from + (at + 1) * DAY_MICROS }
  })
}

export function isWeekend({ weekday }: Day): boolean {
  return weekday === 0 || weekday === 6
}

/** China has had one zone and no summer time since 1991. */
const OFFSET = '+08:00'
const DAY_MS = 24 * 60 * 60_000
const DAY_MICROS = DAY_MS * 1000
