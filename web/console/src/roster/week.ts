/** Weeks from Monday to Sunday, as the company counts days. */

import { dayAt, dayLater, momentAt, type Day, type Span } from '../absences/days'
import type { Micros } from '../api/types'

/** The Monday of the week of a day. */
export function mondayOf(day: string): string {
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay()
  return dayLater(day, weekday === 0 ? -6 : 1 - weekday)
}

export function weekAt(at: Micros): string {
  return mondayOf(dayAt(at))
}

/** The week that an address asks for by any of its days; nothing for what is no day. */
export function readWeek(written: string | null): string | undefined {
  if (written === null || !/^\d{4}-\d{2}-\d{2}$/.test(written)) return undefined
  const from = momentAt(written)
  // 30 February would be a day of March.
  return from !== undefined && dayAt(from) === written ? mondayOf(written) : undefined
}

export function weekLater(monday: string, count: number): string {
  return dayLater(monday, 7 * count)
}

export function weekSpan(monday: string): Span {
  return { from: momentAt(monday) ?? 0, until: momentAt(weekLater(monday, 1)) ?? 0 }
}

export function daysOfWeek(monday: string): Day[] {
  return Array.from({ length: 7 }, (_, at) => {
    const day = dayLater(monday, at)
    return { day, weekday: (at + 1) % 7, from: momentAt(day) ?? 0, until: momentAt(dayLater(day, 1)) ?? 0 }
  })
}

/** By ISO 8601, which is GB/T 7408: the week belongs to the year of its Thursday. */
export function weekNumber(monday: string): number {
  const thursday = dayLater(monday, 3)
  const first = Date.parse(`${thursday.slice(0, 4)}-01-01T00:00:00Z`)
  return Math.floor((Date.parse(`${thursday}T00:00:00Z`) - first) / WEEK_MS) + 1
}

const WEEK_MS = 7 * 24 * 60 * 60_000
