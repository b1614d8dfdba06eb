import { EmptyState, useI18n } from '@ronghe/ui'
import { useQuery } from '@tanstack/react-query'
import { Button, Checkbox } from 'antd'
import { useState } from 'react'
import { absencesQuery, gridsQuery, peopleQuery } from '../api/queries'
import type { AbsenceView } from '../api/types'
import { Answered } from '../parts/Answered'
import { useNow } from '../parts/useNow'
import { useMay } from '../session/useSession'
import { AbsenceCalendar } from './AbsenceCalendar'
import { AbsenceList } from './AbsenceList'
import { AddDialog } from './AddDialog'
import { CalendarLegend } from './CalendarLegend'
import { CancelDialog } from './CancelDialog'
import { uncovered } from './coverage'
import { dayAt, monthAt, monthLater, monthSpan } from './days'
import { Gaps } from './Gaps'
import { texts } from './texts'
import styles from './absences.module.css'

interface AbsenceMonthProps {
  station: string
  month: string
  /** Of one person only. */
  person: string | undefined
  onMonth: (later: number) => void
}

/** A station's month: what is not covered, the calendar, the list, and adding and cancelling. */
export function AbsenceMonth({ station, month, person, onMonth }: AbsenceMonthProps) {
  const { t } = useI18n(texts)
  const mayKeep = useMay()('keep_absences')
  const now = useNow().getTime() * 1000
  // The month that was asked for by a key, until the calendar has taken the focus back.
  const [asked, setAsked] = useState<string>()
  const [onlyAway, setOnlyAway] = useState(false)
  const [adding, setAdding] = useState<{ person?: string; day: string }>()
  const [cancelling, setCancelling] = useState<AbsenceView>()
  const people = useQuery(peopleQuery(station))
  const grids = useQuery(gridsQuery(station))
  const absences = useQuery(absencesQuery(station, monthSpan(month)))
  const firstDay = monthAt(now) === month ? dayAt(now) : `${month}-01`

  return (
    <Answered query={people} empty={{ when: (all) => all.length === 0, title: t('absences.empty.title'), advice: t('absences.empty.advice') }}>
      {(staff) => (
        <Answered query={absences}>
          {(all) => {
            const shown = all.filter((each) => person === undefined || each.person === person)
            const isAway = (id: string) => all.some((each) => each.person === id)
            const here = staff.filter(({ active, person: id }) => active || isAway(id))
            const rows = here.filter(({ person: id }) => (person === undefined || id === person) && (!onlyAway || isAway(id)))
            const known = grids.data ?? []
            const gaps = uncovered(known, all, staff).map((gap) => clipped(gap, monthSpan(month)))
            return (
              <div className={styles.page}>
                <div className={styles.tools}>
                  <Gaps gaps={gaps} />
                  <span className={styles.toolsRight}>
                    <Checkbox checked={onlyAway} onChange={({ target }) => setOnlyAway(target.checked)}>{t('absences.page.only_away')}</Checkbox>
                    {mayKeep && (
                      <Button type="primary" onClick={() => setAdding({ day: firstDay, ...(person === undefined ? {} : { person }) })}>
                        {t('absences.page.add')}
                      </Button>
                    )}
                  </span>
                </div>
                {all.length >= LISTED_MAX && <p>{t('absences.page.most', { count: all.length })}</p>}
                {rows.length > 0 && (
                  <AbsenceCalendar
                    month={month}
                    people={rows}
                    absences={shown}
                    gaps={person === undefined ? gaps : []}
                    takesFocus={asked === month}
                    onFocused={() => setAsked(undefined)}
                    onMonth={(later) => {
                      setAsked(monthLater(month, later))
                      onMonth(later)
                    }}
                    onAct={
                      mayKeep
                        ? (of, { day }, absence) => (absence && absence.until > now ? setCancelling(absence) : !absence && setAdding({ person: of.person, day }))
                        : undefined
                    }
                  />
                )}
                <CalendarLegend mayKeep={mayKeep} />
                <section aria-labelledby="absences">
                  <h2 id="absences" className={styles.listTitle}>{t('absences.list.title', { count: shown.length })}</h2>
                  {shown.length === 0 ? (
                    <EmptyState title={t('absences.list.none')} advice={t(mayKeep ? 'absences.list.none_keep' : 'absences.list.none_read')} />
                  ) : (
                    <AbsenceList absences={shown} grids={known} onCancel={mayKeep ? setCancelling : undefined} />
                  )}
                </section>
                {adding && (
                  <AddDialog
                    station={station}
                    people={staff.filter(({ active }) => active)}
                    grids={known}
                    person={adding.person}
                    day={adding.day}
                    onClose={() => setAdding(undefined)}
                  />
                )}
                {cancelling && <CancelDialog absence={cancelling} onClose={() => setCancelling(undefined)} />}
              </div>
            )
          }}
        </Answered>
      )}
    </Answered>
  )
}

/** What of it lies in the month. */
function clipped<Each extends { from: number; until: number }>(each: Each, month: { from: number; until: number }): Each {
  return { ...each, from: Math.max(each.from, month.from), until: Math.min(each.until, month.until) }
}

/** What the platform lists at most. */
const LISTED_MAX = 1_000
