import { formatExact, useI18n, type Language } from '@ronghe/ui'
import { dayAt, type Span } from '../absences/days'
import { useSpanWords } from '../absences/useSpanWords'
import type { Micros } from '../api/types'
import { toDate } from '../parts/Moment'
import { dutyKind } from './dutyKinds'
import { texts } from './texts'

/** What somebody is on duty as, in a word; a kind of a later platform keeps its own. */
export function useDutyKindWords(): (kind: string) => string {
  const { t } = useI18n(texts)
  return (kind) => {
    const known = dutyKind(kind)
    return known ? t(`roster.kind.${known}`) : kind
  }
}

/** A duty's time: its day once where it ends on it, else both. */
export function useDutySpanWords(): (span: Span) => string {
  const spanWords = useSpanWords()
  return (span) => {
    const words = spanWords(span)
    if (dayAt(span.from) !== dayAt(span.until) || clock(span.until) === MIDNIGHT) return words
    const day = words.slice(0, words.indexOf(clock(span.from)))
    return `${day}${hoursOf(span)}`
  }
}

/** `18:00–08:00`; the end of a day is 24:00. */
export function hoursOf({ from, until }: Span): string {
  return `${clock(from)}–${clock(until) === MIDNIGHT ? '24:00' : clock(until)}`
}

/** `08:00` by the company's clock. */
export function clock(at: Micros): string {
  return formatExact(toDate(at)).slice('yyyy-mm-dd '.length, 'yyyy-mm-dd hh:mm'.length)
}


export function listed(names: string[], language: Language): string {
  return names.join(language === 'zh' ? '、' : ', ')
}

const MIDNIGHT = '00:00'
