/** What copying a week would do, duty by duty. */

import { isAwayAt, touches } from '../absences/coverage'
import type { Span } from '../absences/days'
import type { AbsenceView, DutyView, NewDuty, PersonView } from '../api/types'
import { dutyKind } from './dutyKinds'

export interface CopiedDuty extends Span {
  old: DutyView
  outcome: 'added' | 'there' | 'away' | 'left'
  /** Why he cannot. */
  absence?: AbsenceView
}

interface Known {
  /** Duties and absences of the week that is copied to. */
  there: DutyView[]
  absences: AbsenceView[]
  /** Of the station. */
  people: PersonView[]
}

/** The duties that begin in the time, so many days later; what is there already and who has left is told as the platform does. */
export function copyPlan(before: DutyView[], span: Span, days: number, { there, absences, people }: Known): CopiedDuty[] {
  const by = days * DAY_MICROS
  return before
    .filter(({ from }) => isAwayAt(span, from))
    .map((old) => {
      const copied = { old, from: old.from + by, until: old.until + by }
      if (there.some(({ person, kind, from }) => person === old.person && kind === old.kind && from === copied.from)) return { ...copied, outcome: 'there' as const }
      if (!people.some(({ person, active }) => person === old.person && active)) return { ...copied, outcome: 'left' as const }
      const absence = absences.find((each) => each.person === old.person && touches(each, copied))
      return absence ? { ...copied, outcome: 'away' as const, absence } : { ...copied, outcome: 'added' as const }
    })
}

/** A duty of the plan as it is added by itself; nothing for a kind of a later platform. */
export function asNew({ old, from, until }: CopiedDuty): NewDuty | undefined {
  const kind = dutyKind(old.kind)
  return kind && { person: old.person, kind, from, until, note: old.note }
}

const DAY_MICROS = 24 * 3_600_000_000
