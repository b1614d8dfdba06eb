/** What was agreed with a customer, in words and as a place in a day's list. */

import { fromInstant } from '@ronghe/forms'
import { formatDay, formatMoment, translate, type Language } from '@ronghe/ui'
import type { Appointment } from '../agent/wire'
import { texts } from '../texts'

/** "今天 15:00", "明天 上午", "7月12日 周六". Nothing where neither a moment nor a day was said. */
export function appointmentWords({ at, date, period }: Appointment, now: Date, language: Language): string | undefined {
  if (at !== undefined) return formatMoment(fromInstant(at), now, language)
  if (date === undefined) return undefined
  const day = formatDay(beginning(date), now, language)
  const part = period === undefined ? undefined : PERIODS.get(period)
  return part ? translate(texts['field.appointment.day_and_part'], language, { day, part: translate(part.word, language) }) : day
}

/** When it begins; of a day without a part, its beginning. */
export function appointmentBegin({ at, date, period = '' }: Appointment): Date | undefined {
  if (at !== undefined) return fromInstant(at)
  if (date === undefined) return undefined
  return new Date(beginning(date).getTime() + (PERIODS.get(period)?.hour ?? 0) * HOUR_MS)
}

/** Today, or missed already. */
export function isForToday(appointment: Appointment, now: Date): boolean {
  const begin = appointmentBegin(appointment)
  return begin !== undefined && dayNumber(begin) <= dayNumber(now)
}

/** Midnight in Shanghai. */
function beginning(date: string): Date {
  return new Date(`${date}T00:00:00+08:00`)
}

function dayNumber(instant: Date): number {
  return Math.floor((instant.getTime() + 8 * HOUR_MS) / (24 * HOUR_MS))
}

const PERIODS = new Map([
  ['morning', { hour: 8, word: texts['field.appointment.morning'] }],
  ['afternoon', { hour: 13, word: texts['field.appointment.afternoon'] }],
  ['evening', { hour: 18, word: texts['field.appointment.evening'] }],
])
const HOUR_MS = 3_600_000
