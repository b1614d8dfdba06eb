import { touches } from '../absences/coverage'
import type { Day } from '../absences/days'
import type { DutyView } from '../api/types'

/**
 * The duties of a day's cell: those that begin on it, and those that go on well into it; the end of a night stands with
 * the evening, unless that lies before what is shown.
 */
export function shownOn(day: Day, duties: DutyView[], isFirst: boolean): DutyView[] {
  return duties.filter((duty) => {
    if (!touches(duty, day)) return false
    return duty.from >= day.from || isFirst || duty.until > day.from + MORNING_MICROS
  })
}

const MORNING_MICROS = 12 * 3_600_000_000
