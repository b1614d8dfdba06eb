/** Which days are worked: weekends, holidays, and weekend days that are worked in exchange (调休). */

import { isWeekend, type Day } from '../absences/days'
import type { KnownYear } from '../api/types'

export type DayKind = 'work' | 'moved' | 'weekend' | 'holiday'

export interface Workday {
  kind: DayKind
  /** Of a holiday. */
  name?: string
}

/** What a day is by the calendar; by weekends alone in a year that is not known, as the platform counts. */
export function workday(day: Day, years: KnownYear[]): Workday {
  const year = yearOf(day, years)
  if (year?.working_days.includes(day.day)) return { kind: 'moved' }
  const holiday = year?.days_off.find(({ from, to }) => from <= day.day && day.day <= to)
  if (holiday) return { kind: 'holiday', name: holiday.name }
  return { kind: isWeekend(day) ? 'weekend' : 'work' }
}

export function isDayOff({ kind }: Workday): boolean {
  return kind === 'weekend' || kind === 'holiday'
}

/** The years of these days whose holidays nobody has confirmed; what is said of their days may change. */
export function doubtfulYears(days: Day[], years: KnownYear[]): number[] {
  const asked = new Set(days.map(({ day }) => Number(day.slice(0, 4))))
  return [...asked].filter((year) => years.find((each) => each.year === year)?.status !== 'confirmed')
}

function yearOf({ day }: Day, years: KnownYear[]): KnownYear | undefined {
  return years.find(({ year }) => year === Number(day.slice(0, 4)))
}
