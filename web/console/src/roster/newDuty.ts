import { touches } from '../absences/coverage'
import { dayLater, momentAt, type Span } from '../absences/days'
import type { AbsenceView, DutyKind, DutyView, Micros } from '../api/types'
import { DUTY_KINDS } from './dutyKinds'

/** A duty as it is typed. */
export interface TypedDuty {
  person: string | undefined
  kind: DutyKind
  fromDay: string
  fromTime: string
  untilDay: string
  untilTime: string
  note: string
}

/** What stands there before anything is typed: the kind's usual hours. */
export function untyped(day: string, person: string | undefined): TypedDuty {
  return { person, kind: 'day', ...usualHours('day', day), note: '' }
}

/** When a kind usually begins and ends on a day. */
export function usualHours(kind: DutyKind, day: string): Pick<TypedDuty, 'fromDay' | 'fromTime' | 'untilDay' | 'untilTime'> {
  const { from, until } = DUTY_KINDS[kind]
  return { fromDay: day, fromTime: from, untilDay: until <= from ? dayLater(day, 1) : day, untilTime: until }
}

/** Whoever moves the beginning means the end to stay as far from it. */
export function moved({ fromDay, untilDay }: TypedDuty, day: string): Partial<TypedDuty> {
  const [before, end, after] = [fromDay, untilDay, day].map((each) => momentAt(each)) as [Micros?, Micros?, Micros?]
  if (before === undefined || end === undefined || after === undefined) return { fromDay: day }
  return { fromDay: day, untilDay: dayLater(day, Math.round((end - before) / DAY_MICROS)) }
}

/** The time that was typed; nothing where a part of it is missing. */
export function typedSpan({ fromDay, fromTime, untilDay, untilTime }: TypedDuty): Span | undefined {
  const [from, until] = [momentAt(fromDay, fromTime), momentAt(untilDay, untilTime)]
  return from === undefined || until === undefined ? undefined : { from, until }
}

export type SpanFault = 'backwards' | 'long'

/** Why the platform would not take a time. */
export function spanFault({ from, until }: Span): SpanFault | undefined {
  if (until <= from) return 'backwards'
  return until - from > DUTY_DAYS_MAX * DAY_MICROS ? 'long' : undefined
}

export interface Doubts {
  /** He is away then, and cannot be on duty. */
  away: AbsenceView[]
  /** The same duty is there. */
  same: DutyView | undefined
  /** He is on duty already in a part of the time. */
  others: DutyView[]
}

/** What speaks against a duty. */
export function doubts(person: string, kind: DutyKind, span: Span, duties: DutyView[], absences: AbsenceView[]): Doubts {
  const own = duties.filter((each) => each.person === person && touches(each, span))
  const same = own.find((each) => each.kind === kind && each.from === span.from)
  return { away: absences.filter((each) => each.person === person && touches(each, span)), same, others: own.filter((each) => each !== same) }
}

const DAY_MICROS = 24 * 3_600_000_000
/** As the platform takes it. */
const DUTY_DAYS_MAX = 3
