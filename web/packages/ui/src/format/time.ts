/**
 * Instants as people say them. Relative and exact always come together; the exact one is in the zone of the company,
 * not of the browser, because an office in another zone talks about the same deadline.
 */

import { translate, type Language } from '../i18n/texts'
import { texts } from '../texts'

/** A relative wording and the exact time that goes beside it. */
export interface TimeWords {
  relative: string
  exact: string
}

/** "3 分钟前" and "今天 16:40". */
export function formatPast(instant: Date, now: Date, language: Language): TimeWords {
  const elapsed = now.getTime() - instant.getTime()
  const exact = formatMoment(instant, now, language)
  if (elapsed < MINUTE) return { relative: translate(texts['ui.time.just_now'], language), exact }
  const span = formatSpan(elapsed, language)
  return { relative: translate(texts['ui.time.ago'], language, { span }), exact }
}

/** "今天 16:40", "明天 09:00", "7月12日 周五 17:00", with the year when it is another one. */
export function formatMoment(instant: Date, now: Date, language: Language): string {
  const time = part(language, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(instant)
  return translate(texts['ui.time.day_and_time'], language, { day: formatDay(instant, now, language), time })
}

/** As {@link formatMoment}, of when something is due: midnight is the end of the day before, "今天 24:00". */
export function formatDueMoment(due: Date, now: Date, language: Language): string {
  if (!isMidnight(due)) return formatMoment(due, now, language)
  const day = formatDay(lastMinute(due), now, language)
  return translate(texts['ui.time.day_and_time'], language, { day, time: '24:00' })
}

/** "今天", "明天", "昨天", "7月12日 周五". */
export function formatDay(instant: Date, now: Date, language: Language): string {
  const distance = dayNumber(instant) - dayNumber(now)
  if (distance === 0) return translate(texts['ui.time.today'], language)
  if (distance === 1) return translate(texts['ui.time.tomorrow'], language)
  if (distance === -1) return translate(texts['ui.time.yesterday'], language)
  const sameYear = yearOf(instant) === yearOf(now)
  return part(language, {
    month: language === 'zh' ? 'long' : 'short',
    day: 'numeric',
    weekday: 'short',
    ...(sameYear ? {} : { year: 'numeric' }),
  }).format(instant)
}

/** "2025-07-12 16:40:05", for evidence and records. */
export function formatExact(instant: Date): string {
  return EXACT.format(instant)
}

/** As {@link formatExact}, of when something is due: "2025-07-11 24:00:00" at midnight. */
export function formatExactDue(due: Date): string {
  return isMidnight(due) ? `${EXACT.format(lastMinute(due)).slice(0, DAY_LEN)} 24:00:00` : EXACT.format(due)
}

/** "1 小时 20 分", "2 天 3 小时": the two largest units, rounded down. */
export function formatSpan(milliseconds: number, language: Language): string {
  const minutes = Math.floor(Math.abs(milliseconds) / MINUTE)
  const days = Math.floor(minutes / (24 * 60))
  const hours = Math.floor(minutes / 60) % 24
  const rest = minutes % 60
  if (days > 0 && hours > 0) return translate(texts['ui.span.days_hours'], language, { days, hours })
  if (days > 0) return translate(texts['ui.span.days'], language, { days })
  if (hours > 0 && rest > 0) return translate(texts['ui.span.hours_minutes'], language, { hours, minutes: rest })
  if (hours > 0) return translate(texts['ui.span.hours'], language, { hours })
  return translate(texts['ui.span.minutes'], language, { minutes: rest })
}

/** Days since the epoch in the company's zone, which has had no summer time since 1991. */
function dayNumber(instant: Date): number {
  return Math.floor((instant.getTime() + ZONE_OFFSET) / (24 * 60 * MINUTE))
}

function isMidnight(instant: Date): boolean {
  return (instant.getTime() + ZONE_OFFSET) % (24 * 60 * MINUTE) === 0
}

function lastMinute(midnight: Date): Date {
  return new Date(midnight.getTime() - MINUTE)
}

function yearOf(instant: Date): number {
  return new Date(instant.getTime() + ZONE_OFFSET).getUTCFullYear()
}

function part(language: Language, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${language}${JSON.stringify(options)}`
  const known = FORMATS.get(key)
  if (known) return known
  const made = new Intl.DateTimeFormat(language === 'zh' ? 'zh-CN' : 'en-GB', { ...options, timeZone: ZONE })
  FORMATS.set(key, made)
  return made
}

const ZONE = 'Asia/Shanghai'
const MINUTE = 60_000
const ZONE_OFFSET = 8 * 60 * MINUTE
/** A day as it is written the ISO way. */
const DAY_LEN = 10
const FORMATS = new Map<string, Intl.DateTimeFormat>()
// Swedish writes dates the ISO way.
const EXACT = new Intl.DateTimeFormat('sv-SE', { timeZone: ZONE, dateStyle: 'short', timeStyle: 'medium' })
