import type { AbsenceKind } from '../api/types'
import { dayLater, momentAt, type Span } from './days'

/** An absence as it is typed. */
export interface TypedAbsence {
  person: string | undefined
  kind: AbsenceKind
  isWholeDays: boolean
  fromDay: string
  /** Of whole days the last one. */
  untilDay: string
  fromTime: string
  untilTime: string
  note: string
}

/** The time that was typed; nothing where a part of it is missing. Whether it ends after it begins is another question. */
export function typedSpan({ isWholeDays, fromDay, untilDay, fromTime, untilTime }: TypedAbsence): Span | undefined {
  if (fromDay === '' || untilDay === '') return undefined
  const from = isWholeDays ? momentAt(fromDay) : momentAt(fromDay, fromTime)
  const until = isWholeDays ? momentAt(dayLater(untilDay, 1)) : momentAt(untilDay, untilTime)
  return from === undefined || until === undefined ? undefined : { from, until }
}

/** What stands there before anything is typed: one whole day, and the usual hours for less. */
export function untyped(day: string, person: string | undefined): TypedAbsence {
  return { person, kind: 'leave', isWholeDays: true, fromDay: day, untilDay: day, fromTime: '08:00', untilTime: '18:00', note: '' }
}
