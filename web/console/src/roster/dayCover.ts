/** Who is there on a day off, and when nobody is. */

import { touches, united } from '../absences/coverage'
import type { Day, Span } from '../absences/days'
import type { AbsenceView, DutyView } from '../api/types'

export interface DayCover {
  /** Those on duty who are not away, as they begin. */
  people: string[]
  /** Who is called when those are not enough; counted as nobody, as the platform does. */
  standby: string[]
  /** When nobody is there. */
  gaps: Span[]
  /** Nobody the day through, or nobody in the hours in which most comes. */
  state: 'nobody' | 'part' | 'full'
}

/** A duty in whose time the person is away. */
export interface Clash {
  duty: DutyView
  absence: AbsenceView
}

export function dayCover(day: Day, duties: DutyView[], absences: AbsenceView[]): DayCover {
  const here = duties.flatMap((duty) => left(duty, absences.filter(({ person }) => person === duty.person)).map((span) => ({ duty, ...span })))
  const onDay = here.filter((each) => touches(each, day)).sort((one, other) => one.from - other.from)
  const names = (of: typeof onDay) => [...new Set(of.map(({ duty }) => duty.person))]
  const there = onDay.filter(({ duty }) => duty.kind !== 'standby')
  // The end of a standby in the morning belongs to the day before.
  const called = onDay.filter(({ duty, from, until }) => duty.kind === 'standby' && (from >= day.from || until > day.from + MORNING))
  const gaps = left(day, there)
  const busy = { from: day.from + BUSY_BEGINS, until: day.from + BUSY_ENDS }
  const isNobody = gaps.some(({ from, until }) => from <= busy.from && until >= busy.until)
  return { people: names(there), standby: names(called), gaps, state: isNobody ? 'nobody' : gaps.length > 0 ? 'part' : 'full' }
}

export function clashes(duties: DutyView[], absences: AbsenceView[]): Clash[] {
  return duties.flatMap((duty) => {
    const absence = absences.find((each) => each.person === duty.person && touches(each, duty))
    return absence ? [{ duty, absence }] : []
  })
}

/** A time without others. */
export function left({ from, until }: Span, others: Span[]): Span[] {
  const rest: Span[] = []
  let at = from
  for (const other of united(others)) {
    if (other.until <= at || other.from >= until) continue
    if (other.from > at) rest.push({ from: at, until: other.from })
    at = other.until
  }
  if (at < until) rest.push({ from: at, until })
  return rest
}

const HOUR_MICROS = 3_600_000_000
const MORNING = 12 * HOUR_MICROS
const BUSY_BEGINS = 8 * HOUR_MICROS
const BUSY_ENDS = 18 * HOUR_MICROS
