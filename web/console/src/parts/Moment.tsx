import { formatDueMoment, formatExact, formatExactDue, formatPast, type Language, useLanguage } from '@ronghe/ui'
import type { Micros } from '../api/types'
import { useNow } from './useNow'

/** How long ago, with the exact time beside it and to the second on hover. */
export function Moment({ at }: { at: Micros }) {
  const language = useLanguage()
  const now = useNow()
  const date = toDate(at)
  return (
    <time dateTime={date.toISOString()} title={formatExact(date)}>
      {momentWords(date, now, language)}
    </time>
  )
}

/** Until when something holds, to the second on hover. */
export function UntilMoment({ at }: { at: Micros }) {
  const language = useLanguage()
  const now = useNow()
  const date = toDate(at)
  return (
    <time dateTime={date.toISOString()} title={formatExactDue(date)}>
      {formatDueMoment(date, now, language)}
    </time>
  )
}

export function toDate(at: Micros): Date {
  return new Date(at / 1000)
}

function momentWords(date: Date, now: Date, language: Language): string {
  const { relative, exact } = formatPast(date, now, language)
  return `${relative} · ${exact}`
}
