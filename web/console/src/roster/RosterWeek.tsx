import { EmptyState, formatExact, useI18n } from '@ronghe/ui'
import { useQuery } from '@tanstack/react-query'
import { Button, Checkbox, Grid } from 'antd'
import { useState } from 'react'
import { touches } from '../absences/coverage'
import { dayAt, type Day } from '../absences/days'
import { absencesQuery, calendarQuery, dutiesQuery, peopleQuery } from '../api/queries'
import type { PersonView } from '../api/types'
import { Answered } from '../parts/Answered'
import { CommandError } from '../parts/CommandError'
import { useNow } from '../parts/useNow'
import { usePersonName } from '../people/usePersonName'
import { useMay, useSession } from '../session/useSession'
import { AddDutyDialog } from './AddDutyDialog'
import { CoverSummary } from './CoverSummary'
import { CopyDialog } from './CopyDialog'
import { clashes, dayCover, type DayCover } from './dayCover'
import { DayDialog } from './DayDialog'
import { RosterDays } from './RosterDays'
import { RosterGaps } from './RosterGaps'
import { RosterLegend } from './RosterLegend'
import { RosterTable } from './RosterTable'
import { shownOn } from './shown'
import { texts } from './texts'
import { UndoBar } from './UndoBar'
import { useCancelDuty } from './useCancelDuty'
import { useWeekWords } from './useWeekWords'
import { daysOfWeek, weekLater, weekSpan } from './week'
import { doubtfulYears, isDayOff, workday, type Workday } from './workdays'
import styles from './roster.module.css'

interface RosterWeekProps {
  station: string
  stationName: string
  /** Its Monday. */
  week: string
  onWeek: (later: number) => void
}

/** A day of the week, what it is, and who covers it where it is a day off. */
export interface RosterDay extends Day {
  workday: Workday
  cover: DayCover | undefined
}

/** A station's week: what nobody covers, the table, and arranging, copying and cancelling. */
export function RosterWeek({ station, stationName, week, onWeek }: RosterWeekProps) {
  const { t } = useI18n(texts)
  const { station: own } = useSession()
  const mayKeep = useMay()('keep_duties') && station === own
  const isPhone = Grid.useBreakpoint().md === false
  const now = useNow()
  const at = now.getTime() * 1000
  const weekWords = useWeekWords()
  const nameOf = usePersonName()
  const [asked, setAsked] = useState<string>()
  const [onlyDuty, setOnlyDuty] = useState(false)
  const [adding, setAdding] = useState<{ person?: string; day: string }>()
  const [looking, setLooking] = useState<{ person: PersonView; day: string }>()
  const [isCopying, setCopying] = useState(false)
  const cancelling = useCancelDuty()
  const span = weekSpan(week)
  const people = useQuery(peopleQuery(station))
  const duties = useQuery(dutiesQuery(station, span))
  const absences = useQuery(absencesQuery(station, span))
  const calendar = useQuery(calendarQuery)
  const [monday] = daysOfWeek(week)
  const firstDay = touches(span, { from: at, until: at + 1 }) ? dayAt(at) : (monday?.day ?? week)

  return (
    <Answered query={people} empty={{ when: (all) => all.length === 0, title: t('roster.empty.title'), advice: t('roster.empty.advice') }}>
      {(staff) => (
        <Answered query={duties}>
          {(all) => {
            const away = absences.data ?? []
            const years = calendar.data ?? []
            // Until it is known which days are worked and who is away, no day is said to lack anybody.
            const isKnown = calendar.data !== undefined && absences.data !== undefined
            const days: RosterDay[] = daysOfWeek(week).map((day) => {
              const what = workday(day, years)
              return { ...day, workday: what, cover: isKnown && isDayOff(what) ? dayCover(day, all, away) : undefined }
            })
            const isArranged = all.some(({ from }) => from >= span.from)
            const isOn = (person: string) => all.some((each) => each.person === person)
            const gone = [...new Set(all.map(({ person }) => person))].filter((person) => !staff.some((each) => each.person === person))
            const everybody = [...staff, ...gone.map((person): PersonView => ({ person, name: nameOf(person), staff_no: '', mobile: '', active: false, roles: [] }))]
            const rows = everybody.filter(({ person, active }) => (active && !onlyDuty) || isOn(person))
            const look = (person: PersonView, day: string) => {
              cancelling.forget()
              setLooking({ person, day })
            }
            const onAct = (person: PersonView, day: Day, has: boolean) => {
              if (has) look(person, day.day)
              else if (mayKeep) setAdding({ person: person.person, day: day.day })
            }
            const day = looking && days.find((each) => each.day === looking.day)
            return (
              <div className={styles.page}>
                <style>{'@page { size: A4 landscape; margin: 12mm; }'}</style>
                <p className={styles.printed}>{t('roster.page.printed', { station: stationName, week: weekWords(week), at: formatExact(now).slice(0, 'yyyy-mm-dd hh:mm'.length) })}</p>
                <div className={styles.tools}>
                  {isKnown && <CoverSummary days={days} />}
                  <span className={styles.toolsRight}>
                    <Checkbox checked={onlyDuty} onChange={({ target }) => setOnlyDuty(target.checked)}>{t('roster.page.only_duty')}</Checkbox>
                    {mayKeep ? (
                      <>
                        <Button onClick={() => setCopying(true)}>{t('roster.page.copy')}</Button>
                        <Button type="primary" onClick={() => setAdding({ day: firstDay })}>{t('roster.page.add')}</Button>
                      </>
                    ) : (
                      <span className={styles.muted}>{t('roster.page.read_only')}</span>
                    )}
                  </span>
                </div>
                {isKnown && (
                  <RosterGaps
                    days={days}
                    clashes={clashes(all, away).filter(({ duty }) => duty.until > at)}
                    onArrange={mayKeep ? (of) => setAdding({ day: of.day }) : undefined}
                    onLook={(person, of) => {
                      const found = everybody.find((each) => each.person === person)
                      if (found) look(found, of < span.from ? week : dayAt(of))
                    }}
                  />
                )}
                <UndoBar cancelling={cancelling} />
                {looking === undefined && <CommandError error={cancelling.error} own={cancelling.own} />}
                {absences.data === undefined && <CommandError error={absences.error} />}
                {calendar.data === undefined ? <CommandError error={calendar.error} /> : doubtfulYears(days, years).map((year) => (
                  <p key={year} className={styles.muted}>{t('roster.workday.doubtful', { year })}</p>
                ))}
                {all.length >= LISTED_MAX && <p role="status">{t('roster.page.most', { count: all.length })}</p>}
                {!isArranged && (
                  <EmptyState
                    title={t('roster.none.title')}
                    advice={t(mayKeep ? 'roster.none.keep' : 'roster.none.read')}
                    action={mayKeep && <Button type="primary" onClick={() => setCopying(true)}>{t('roster.page.copy')}</Button>}
                  />
                )}
                {isPhone ? (
                  <RosterDays days={days} people={rows} duties={all} absences={away} onAct={onAct} onArrange={mayKeep ? (of) => setAdding({ day: of.day }) : undefined} />
                ) : (
                  rows.length > 0 && (
                    <RosterTable
                      week={week}
                      days={days}
                      people={rows}
                      duties={all}
                      absences={away}
                      mayKeep={mayKeep}
                      takesFocus={asked === week}
                      onFocused={() => setAsked(undefined)}
                      onWeek={(later) => {
                        setAsked(weekLater(week, later))
                        onWeek(later)
                      }}
                      onAct={onAct}
                      onCancel={mayKeep ? (duty) => duty.until > at && cancelling.cancel(duty) : undefined}
                      onUndo={cancelling.undo}
                    />
                  )
                )}
                <RosterLegend mayKeep={mayKeep} />
                {looking && day && (
                  <DayDialog
                    person={looking.person}
                    day={day}
                    duties={shownOn(day, all, day.day === week).filter(({ person }) => person === looking.person.person)}
                    absences={away.filter((each) => each.person === looking.person.person && touches(each, day))}
                    cancelling={mayKeep ? cancelling : undefined}
                    onAnother={
                      mayKeep && looking.person.active
                        ? () => {
                            setLooking(undefined)
                            setAdding({ person: looking.person.person, day: day.day })
                          }
                        : undefined
                    }
                    onClose={() => {
                      cancelling.forget()
                      setLooking(undefined)
                    }}
                  />
                )}
                {adding && (
                  <AddDutyDialog
                    station={station}
                    people={staff.filter(({ active }) => active)}
                    person={adding.person}
                    day={adding.day}
                    onClose={() => setAdding(undefined)}
                  />
                )}
                {isCopying && <CopyDialog station={station} week={week} people={staff} years={years} onClose={() => setCopying(false)} />}
              </div>
            )
          }}
        </Answered>
      )}
    </Answered>
  )
}

/** What the platform lists at most. */
const LISTED_MAX = 1_000
