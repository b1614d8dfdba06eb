import { formatExact, formatPast, type Language, useLanguage } from '@ronghe/ui'
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

export function toDate(at: Micros): Date {
  return new Date(at / 1000)
}

function momentWords(date: Date, now: Date, language: Language): string {
  const { relative, exact } = formatPast(date, now, language)
  return `${relative} · ${exact}`
}
