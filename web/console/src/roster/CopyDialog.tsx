import { formatDay, Icon, useI18n } from '@ronghe/ui'
import { useQuery } from '@tanstack/react-query'
import { App, Modal, Progress } from 'antd'
import { useKindWords } from '../absences/useKindWords'
import { useSpanWords } from '../absences/useSpanWords'
import { absencesQuery, dutiesQuery } from '../api/queries'
import type { KnownYear, PersonView } from '../api/types'
import { Answered } from '../parts/Answered'
import { CommandError } from '../parts/CommandError'
import { toDate } from '../parts/Moment'
import { useNow } from '../parts/useNow'
import { usePersonName } from '../people/usePersonName'
import { asNew, copyPlan, type CopiedDuty } from './copyPlan'
import { DutyChip } from './DutyChip'
import { texts } from './texts'
import { useCopyDuties } from './useCopyDuties'
import { hoursOf } from './useDutyWords'
import { useWeekWords } from './useWeekWords'
import { daysOfWeek, weekLater, weekSpan } from './week'
import { isDayOff, workday } from './workdays'
import styles from './roster.module.css'

interface CopyDialogProps {
  station: string
  /** The Monday of the week that is copied to. */
  week: string
  people: PersonView[]
  years: KnownYear[]
  onClose: () => void
}

/** Arranges a week as the one before it, after showing what that adds and leaves out. */
export function CopyDialog({ station, week, people, years, onClose }: CopyDialogProps) {
  const { t } = useI18n(texts)
  const { message } = App.useApp()
  const weekWords = useWeekWords()
  const before = weekLater(week, -1)
  const [source, target] = [weekSpan(before), weekSpan(week)]
  // A night of Sunday reaches into Monday.
  const reach = { from: target.from, until: target.until + REACH_MICROS }
  const old = useQuery(dutiesQuery(station, source))
  const there = useQuery(dutiesQuery(station, target))
  const absences = useQuery(absencesQuery(station, reach))
  const copying = useCopyDuties((count) => {
    void message.success(t('roster.copy.done', { count }))
    onClose()
  })
  const plan = old.data && there.data && absences.data && copyPlan(old.data, source, 7, { there: there.data, absences: absences.data, people })
  const isLater = (each: CopiedDuty) => each.outcome === 'added' && asNew(each) === undefined && isOneByOne
  const isOneByOne = plan?.some(({ outcome }) => outcome === 'away') ?? false
  const added = plan?.filter((each) => each.outcome === 'added' && !isLater(each)) ?? []
  const skipped = plan?.filter((each) => each.outcome !== 'added' || isLater(each)) ?? []
  const offs = (monday: string) => daysOfWeek(monday).map((day) => isDayOff(workday(day, years))).join()
  return (
    <Modal
      open
      width={640}
      title={t('roster.copy.title')}
      okText={t('roster.copy.button', { count: added.length })}
      cancelText={t('roster.dialog.close')}
      okButtonProps={{ disabled: added.length === 0, loading: copying.isPending, autoFocus: true }}
      onOk={() => plan && copying.run({ copy: { station, ...source, days: 7 }, plan })}
      onCancel={onClose}
    >
      <p>{t('roster.copy.weeks', { before: weekWords(before), week: weekWords(week) })}</p>
      <Answered query={old} rows={4}>
        {() => (
          <Answered query={there} rows={4}>
            {() => (
              <Answered query={absences} rows={4}>
                {() => (
                  <div className={styles.copy}>
                    {plan?.length === 0 && <p>{t('roster.copy.none')}</p>}
                    {plan && plan.length > 0 && added.length === 0 && <p>{t('roster.copy.nothing')}</p>}
                    {added.length > 0 && (
                      <section aria-labelledby="copy-added">
                        <h3 id="copy-added" className={styles.copyTitle}><Icon name="add" size="1em" /> {t('roster.copy.added', { count: added.length })}</h3>
                        <PlanList plan={added} />
                      </section>
                    )}
                    {skipped.length > 0 && (
                      <section aria-labelledby="copy-skipped">
                        <h3 id="copy-skipped" className={styles.copyTitle}><Icon name="close" size="1em" /> {t('roster.copy.skipped', { count: skipped.length })}</h3>
                        <PlanList plan={skipped} />
                      </section>
                    )}
                    {added.length > 0 && offs(before) !== offs(week) && <p className={styles.muted}>{t('roster.copy.holidays')}</p>}
                    {isOneByOne && copying.done > 0 && (
                      <Progress percent={(copying.done / Math.max(copying.done, added.length)) * 100} format={() => t('roster.copy.progress', { done: copying.done, all: Math.max(copying.done, added.length) })} />
                    )}
                  </div>
                )}
              </Answered>
            )}
          </Answered>
        )}
      </Answered>
      <CommandError error={copying.error} />
    </Modal>
  )
}

/** Duties of a plan, with why they are left out. */
function PlanList({ plan }: { plan: CopiedDuty[] }) {
  const { t, language } = useI18n(texts)
  const now = useNow()
  const nameOf = usePersonName()
  const kindWords = useKindWords()
  const spanWords = useSpanWords()
  const why = ({ outcome, absence }: CopiedDuty) => {
    if (outcome === 'there') return t('roster.copy.there')
    if (outcome === 'left') return t('roster.copy.left')
    if (outcome === 'away') return absence && t('roster.copy.away', { kind: kindWords(absence.kind), span: spanWords(absence) })
    return t('roster.copy.later_kind')
  }
  return (
    <ul className={styles.plan}>
      {plan.map((each) => (
        <li key={each.old.duty}>
          <span>{formatDay(toDate(each.from), now, language)}</span>
          <strong>{nameOf(each.old.person)}</strong>
          <DutyChip kind={each.old.kind} hours={hoursOf(each)} />
          <span className={styles.muted}>{each.outcome === 'added' && asNew(each) !== undefined ? each.old.note : why(each)}</span>
        </li>
      ))}
    </ul>
  )
}

/** As long as a duty takes at most. */
const REACH_MICROS = 3 * 24 * 3_600_000_000
