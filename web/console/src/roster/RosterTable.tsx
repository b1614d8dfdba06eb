import { formatDay, useI18n } from '@ronghe/ui'
import { useEffect, useEffectEvent, useRef } from 'react'
import { useCellKeys } from '../absences/cellKeys'
import { isAwayAt, touches } from '../absences/coverage'
import type { AbsenceView, DutyView, PersonView } from '../api/types'
import { toDate } from '../parts/Moment'
import { useNow } from '../parts/useNow'
import { PersonName } from '../people/PersonName'
import { CoverWords } from './CoverWords'
import { DayName } from './DayName'
import { RosterCell } from './RosterCell'
import type { RosterDay } from './RosterWeek'
import { shownOn } from './shown'
import { texts } from './texts'
import { useWeekWords } from './useWeekWords'
import { isDayOff } from './workdays'
import styles from './roster.module.css'

interface RosterTableProps {
  week: string
  days: RosterDay[]
  people: PersonView[]
  duties: DutyView[]
  absences: AbsenceView[]
  mayKeep: boolean
  /** Another week was asked for by a key, so that the keys go on here. */
  takesFocus: boolean
  onFocused: () => void
  onWeek: (later: number) => void
  /** What a click or Enter does on somebody's day; `has` says whether there is something to look at. */
  onAct: (person: PersonView, day: RosterDay, has: boolean) => void
  onCancel: ((duty: DutyView) => void) | undefined
  onUndo: (() => void) | undefined
}

/** A week: who covers the days off above, then each person with his duties, and faintly when he is away. */
export function RosterTable({ week, days, people, duties, absences, mayKeep, takesFocus, onFocused, onWeek, onAct, onCancel, onUndo }: RosterTableProps) {
  const { t, language } = useI18n(texts)
  const now = useNow()
  const weekWords = useWeekWords()
  const table = useRef<HTMLTableElement>(null)
  const today = days.findIndex((day) => isAwayAt(day, now.getTime() * 1000))
  const dutiesOf = (person: PersonView, column: number) => {
    const day = days[column]
    return day ? shownOn(day, duties, column === 0).filter((each) => each.person === person.person) : []
  }
  const absencesOf = (person: PersonView, day: RosterDay) => absences.filter((each) => each.person === person.person && touches(each, day))
  const keys = useCellKeys(people.length, days.length, { row: 0, column: Math.max(0, today) }, ({ row, column }, key) => {
    if (key === 'PageUp' || key === 'PageDown') onWeek(key === 'PageUp' ? -1 : 1)
    else if (key === 'Enter' || key === ' ') actAt(row, column)
    else if (key === 'Delete' && onCancel) cancelAt(row, column)
    else if (key.toLowerCase() === 'u' && onUndo) onUndo()
    else return false
    return true
  })
  const takeFocus = useEffectEvent(() => {
    table.current?.querySelector<HTMLElement>('[role=gridcell][tabindex="0"]')?.focus()
    onFocused()
  })
  useEffect(() => {
    if (takesFocus) takeFocus()
  }, [takesFocus])
  function actAt(row: number, column: number) {
    const [person, day] = [people[row], days[column]]
    if (person && day) onAct(person, day, dutiesOf(person, column).length + absencesOf(person, day).length > 0)
  }
  // Of several it is not clear which.
  function cancelAt(row: number, column: number) {
    const person = people[row]
    const [only, ...others] = person ? dutiesOf(person, column) : []
    if (only && others.length === 0) onCancel?.(only)
    else actAt(row, column)
  }
  const ground = (day: RosterDay, at: number) => `${isDayOff(day.workday) ? styles.dayOff : ''} ${at === today ? styles.today : ''}`

  return (
    <table ref={table} role="grid" className={styles.table} aria-label={t('roster.table.label', { week: weekWords(week) })}>
      <thead>
        <tr>
          <th scope="col">{t('roster.table.person')}</th>
          {days.map((day, at) => (
            <th key={day.day} scope="col" className={ground(day, at)} {...(at === today ? { 'aria-current': 'date' as const } : {})}>
              <DayName day={day} isToday={at === today} />
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        <tr className={styles.coverRow}>
          <th scope="row">{t('roster.cover.row')}</th>
          {days.map((day, at) => (
            <td key={day.day} className={ground(day, at)}>
              {day.cover ? <CoverWords cover={day.cover} /> : <span className={styles.muted}>{!isDayOff(day.workday) && t('roster.cover.work')}</span>}
            </td>
          ))}
        </tr>
        {people.map((person, row) => (
          <tr key={person.person}>
            <th scope="row"><PersonName person={person.person} name={person.name} /></th>
            {days.map((day, column) => (
              <RosterCell
                key={day.day}
                name={person.name}
                day={day}
                dayWords={formatDay(toDate(day.from), now, language)}
                duties={dutiesOf(person, column)}
                absences={absencesOf(person, day)}
                ground={ground(day, column)}
                mayAdd={mayKeep && person.active}
                keys={keys.cell({ row, column })}
                onAct={() => actAt(row, column)}
              />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
