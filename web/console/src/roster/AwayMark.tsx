import { Icon } from '@ronghe/ui'
import { absenceKind, ABSENCE_KINDS } from '../absences/absenceKinds'
import type { Day } from '../absences/days'
import { useKindWords } from '../absences/useKindWords'
import type { AbsenceView } from '../api/types'
import { hoursOf } from './useDutyWords'
import styles from './roster.module.css'

/** That somebody is away on a day, faintly; with the hours where it is a part of the day. */
export function AwayMark({ absence, day }: { absence: AbsenceView; day: Day }) {
  const known = absenceKind(absence.kind)
  const words = useKindWords()(absence.kind)
  const part = { from: Math.max(absence.from, day.from), until: Math.min(absence.until, day.until) }
  return (
    <span className={styles.away}>
      <Icon name={known ? ABSENCE_KINDS[known] : 'pause'} size="1em" /> {words}
      {part.until - part.from < day.until - day.from && ` ${hoursOf(part)}`}
    </span>
  )
}
