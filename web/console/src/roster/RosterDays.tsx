import { useI18n } from '@ronghe/ui'
import { Button } from 'antd'
import { isAwayAt, touches } from '../absences/coverage'
import type { AbsenceView, DutyView, PersonView } from '../api/types'
import { useNow } from '../parts/useNow'
import { AwayMark } from './AwayMark'
import { CoverWords } from './CoverWords'
import { DayName } from './DayName'
import { DutyChip } from './DutyChip'
import type { RosterDay } from './RosterWeek'
import { shownOn } from './shown'
import { texts } from './texts'
import { clock, hoursOf } from './useDutyWords'
import { isDayOff } from './workdays'
import styles from './roster.module.css'

interface RosterDaysProps {
  days: RosterDay[]
  people: PersonView[]
  duties: DutyView[]
  absences: AbsenceView[]
  onAct: (person: PersonView, day: RosterDay, has: boolean) => void
  onArrange: ((day: RosterDay) => void) | undefined
}

/** The same week on a phone: day by day, with those who are on duty or away. */
export function RosterDays({ days, people, duties, absences, onAct, onArrange }: RosterDaysProps) {
  const { t } = useI18n(texts)
  const at = useNow().getTime() * 1000
  return days.map((day, place) => {
    const onDay = shownOn(day, duties, place === 0)
    const away = absences.filter((each) => touches(each, day))
    const own = people.map((person) => ({
      person, duties: onDay.filter((each) => each.person === person.person), absences: away.filter((each) => each.person === person.person),
    }))
    const shown = own.filter((each) => each.duties.length + each.absences.length > 0)
    const isToday = isAwayAt(day, at)
    return (
      <section key={day.day} className={`${styles.card} ${isToday ? styles.cardToday : ''}`} aria-labelledby={`day-${day.day}`}>
        <h2 id={`day-${day.day}`} className={`${styles.cardHead} ${isDayOff(day.workday) ? styles.dayOff : ''}`}>
          <DayName day={day} isToday={isToday} />
        </h2>
        {day.cover && <p className={styles.cardCover}>{t('roster.cover.row')} <CoverWords cover={day.cover} /></p>}
        <ul className={styles.cardList}>
          {shown.map(({ person, duties: his, absences: gone }) => (
            <li key={person.person}>
              <button type="button" className={styles.cardRow} onClick={() => onAct(person, day, true)}>
                <strong>{person.name}</strong>
                <span className={styles.cardMarks}>
                  {his.map((duty) => (
                    <DutyChip key={duty.duty} kind={duty.kind} hours={duty.from < day.from ? t('roster.table.goes_on', { until: clock(duty.until) }) : hoursOf(duty)} />
                  ))}
                  {gone.map((each) => <AwayMark key={each.absence} absence={each} day={day} />)}
                </span>
              </button>
            </li>
          ))}
          {shown.length === 0 && <li className={styles.muted}>{t('roster.day.none')}</li>}
        </ul>
        {onArrange && <Button onClick={() => onArrange(day)}>{t('roster.page.add')}</Button>}
      </section>
    )
  })
}
