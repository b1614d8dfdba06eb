/** Deadlines in words: what is left, counted as the policy counts it, and the exact moment beside it. */

import { translate, type Language } from '../i18n/texts'
import { texts } from '../texts'
import type { Meaning } from '../tokens/tokens'
import { formatDueMoment, formatSpan, type TimeWords } from './time'

/** A clock of an order as the server computed it. */
export interface Deadline {
  due: Date
  /** When this clock started, where that is known: the bar fills from here. It is seldom when the order came. */
  start?: Date
  /** Set when the policy counts working days; the calendar stays with the server. */
  workingDaysLeft?: number
  paused?: boolean
}

/** "还剩 1 小时 20 分" and "今天 16:40 到期". */
export function formatDeadline(deadline: Deadline, now: Date, language: Language): TimeWords {
  const moment = formatDueMoment(deadline.due, now, language)
  if (deadline.paused) {
    return { relative: say('ui.deadline.paused'), exact: say('ui.deadline.originally_due', { moment }) }
  }
  const left = deadline.due.getTime() - now.getTime()
  if (left < 0) {
    const span = formatSpan(left, language)
    return { relative: say('ui.deadline.overdue', { span }), exact: say('ui.deadline.was_due', { moment }) }
  }
  const exact = say('ui.deadline.due', { moment })
  const count = deadline.workingDaysLeft
  // On the last working day hours say more than "0 working days".
  if (count !== undefined && count > 0) return { relative: say('ui.deadline.working_days_left', { count }), exact }
  return { relative: say('ui.deadline.left', { span: formatSpan(left, language) }), exact }

  function say(key: keyof typeof texts, parameters: Record<string, string | number> = {}): string {
    return translate(texts[key], language, parameters)
  }
}

/** How urgent a deadline is: a quarter of its time before the end it turns amber, or a day where its time is not known. */
export function deadlineMeaning(deadline: Deadline, now: Date): Meaning {
  if (deadline.paused) return 'plain'
  const left = deadline.due.getTime() - now.getTime()
  if (left < 0) return 'late'
  if (deadline.start === undefined) return left < SOON ? 'soon' : 'running'
  const whole = deadline.due.getTime() - deadline.start.getTime()
  return left < Math.max(whole * SOON_SHARE, SOON_AT_LEAST) ? 'soon' : 'running'
}

/** The share of the time that is used, between 0 and 1; nothing where nobody said when the clock started. */
export function deadlineShare(deadline: Deadline, now: Date): number | undefined {
  if (deadline.start === undefined) return undefined
  const whole = deadline.due.getTime() - deadline.start.getTime()
  if (whole <= 0) return 1
  return Math.min(1, Math.max(0, (now.getTime() - deadline.start.getTime()) / whole))
}

const SOON_SHARE = 0.25
/** As the platform's limits in working days count it. */
const SOON = 24 * 60 * 60_000
const SOON_AT_LEAST = 2 * 60 * 60_000
