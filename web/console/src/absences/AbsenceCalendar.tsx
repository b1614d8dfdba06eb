import { formatDay, Icon, toneClass, useI18n } from '@ronghe/ui'
import { useEffect, useEffectEvent, useRef } from 'react'
import type { AbsenceView, PersonView } from '../api/types'
import { toDate } from '../parts/Moment'
import { useNow } from '../parts/useNow'
import { PersonName } from '../people/PersonName'
import { AwayCell } from './AwayCell'
import { CalendarHead } from './CalendarHead'
import { useCellKeys } from './cellKeys'
import { isAwayAt, touches, type Uncovered } from './coverage'
import { daysOf, isWeekend, type Day } from './days'
import { texts } from './texts'
import styles from './absences.module.css'

interface AbsenceCalendarProps {
  month: string
  people: PersonView[]
  absences: AbsenceView[]
  gaps: Uncovered[]
  /** Another month was asked for by a key, so that the keys go on here. */
  takesFocus: boolean
  onFocused: () => void
  onMonth: (later: number) => void
  /** What a click or Enter does on somebody's day; nothing for whoever may only look. */
  onAct: ((person: PersonView, day: Day, absence: AbsenceView | undefined) => void) | undefined
}

/** A month: grids without anybody above, then each person with the days on which he is away. */
export function AbsenceCalendar({ month, people, absences, gaps, takesFocus, onFocused, onMonth, onAct }: AbsenceCalendarProps) {
  const { t, language } = useI18n(texts)
  const now = useNow()
  const table = useRef<HTMLTableElement>(null)
  const days = daysOf(month)
  const grids = [...new Map(gaps.map(({ grid }) => [grid.grid, grid])).values()]
  const today = days.findIndex((day) => isAwayAt(day, now.getTime() * 1000))
  const keys = useCellKeys(people.length, days.length, { row: 0, column: Math.max(0, today) }, ({ row, column }, key) => {
    if (key === 'PageUp' || key === 'PageDown') onMonth(key === 'PageUp' ? -1 : 1)
    else if (onAct && (key === 'Enter' || key === ' ')) actAt(row, column)
    else return false
    return true
  })
  const dayWords = (day: Day) => formatDay(toDate(day.from), now, language)
  const absencesOn = (person: PersonView, day: Day) => absences.filter((each) => each.person === person.person && touches(each, day))
  const ground = (day: Day, at: number) => `${isWeekend(day) ? styles.weekend : ''} ${at === today ? styles.today : ''}`
  const takeFocus = useEffectEvent(() => {
    table.current?.querySelector<HTMLElement>('[role=gridcell][tabindex="0"]')?.focus()
    onFocused()
  })
  useEffect(() => {
    if (takesFocus) takeFocus()
  }, [takesFocus])
  function actAt(row: number, column: number) {
    const [person, day] = [people[row], days[column]]
    if (person && day) onAct?.(person, day, absencesOn(person, day)[0])
  }

  return (
    <div className={styles.window}>
      <table ref={table} role="grid" className={styles.calendar} aria-label={t('absences.calendar.label', { month })}>
        <CalendarHead days={days} today={today} />
        <tbody>
          {grids.map((grid) => (
            <tr key={grid.grid}>
              <th scope="row" className={toneClass('soon')}><Icon name="alert" size="1em" /> {grid.name}</th>
              {days.map((day, at) => {
                const isAlone = gaps.some((gap) => gap.grid.grid === grid.grid && touches(gap, day))
                const words = t(isAlone ? 'absences.calendar.nobody' : 'absences.calendar.covered', { grid: grid.name, day: dayWords(day) })
                return (
                  <td key={day.day} aria-label={words} title={isAlone ? words : undefined} className={isAlone ? toneClass('soon') : ground(day, at)}>
                    {isAlone && <Icon name="alert" size="1em" />}
                  </td>
                )
              })}
            </tr>
          ))}
          {people.map((person, row) => (
            <tr key={person.person}>
              <th scope="row"><PersonName person={person.person} name={person.name} /></th>
              {days.map((day, column) => (
                <AwayCell
                  key={day.day}
                  name={person.name}
                  day={day}
                  dayWords={dayWords(day)}
                  absences={absencesOn(person, day)}
                  ground={ground(day, column)}
                  keys={keys.cell({ row, column })}
                  onAct={onAct && (() => actAt(row, column))}
                />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
