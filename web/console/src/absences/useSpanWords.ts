import { formatDay, formatMoment, useI18n } from '@ronghe/ui'
import { toDate } from '../parts/Moment'
import { useNow } from '../parts/useNow'
import { dayAt, dayLater, momentAt, type Span } from './days'
import { texts } from './texts'

/** A time in words: by days where it begins and ends with one, else by the minute. */
export function useSpanWords(): (span: Span) => string {
  const { t, language } = useI18n(texts)
  const now = useNow()
  const dayWords = (day: string) => formatDay(toDate(momentAt(day) ?? 0), now, language)
  return ({ from, until }) => {
    const [first, end] = [dayAt(from), dayAt(until)]
    if (momentAt(first) !== from || momentAt(end) !== until) {
      return t('absences.span.times', { from: formatMoment(toDate(from), now, language), until: formatMoment(toDate(until), now, language) })
    }
    const count = Math.round((until - from) / DAY_MICROS)
    if (count === 1) return t('absences.span.one_day', { day: dayWords(first) })
    return t('absences.span.days', { from: dayWords(first), until: dayWords(dayLater(end, -1)), count })
  }
}

const DAY_MICROS = 24 * 60 * 60_000_000
