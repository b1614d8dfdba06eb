import { formatDay, useI18n } from '@ronghe/ui'
import { Button, Modal } from 'antd'
import { Link } from 'react-router'
import { useSpanWords } from '../absences/useSpanWords'
import type { AbsenceView, DutyView, PersonView } from '../api/types'
import { CommandError } from '../parts/CommandError'
import { toDate } from '../parts/Moment'
import { useNow } from '../parts/useNow'
import { paths } from '../paths'
import { AwayMark } from './AwayMark'
import { DutyChip } from './DutyChip'
import type { RosterDay } from './RosterWeek'
import { texts } from './texts'
import type { Cancelling } from './useCancelDuty'
import { useDutyKindWords, useDutySpanWords } from './useDutyWords'
import styles from './roster.module.css'

interface DayDialogProps {
  person: PersonView
  day: RosterDay
  duties: DutyView[]
  absences: AbsenceView[]
  /** Nothing for whoever may only look. */
  cancelling: Cancelling | undefined
  onAnother: (() => void) | undefined
  onClose: () => void
}

/** One person's day in full: each duty with its note, cancelling it, and when he is away. */
export function DayDialog({ person, day, duties, absences, cancelling, onAnother, onClose }: DayDialogProps) {
  const { t, language } = useI18n(texts)
  const now = useNow()
  const kindWords = useDutyKindWords()
  const dutySpan = useDutySpanWords()
  const spanWords = useSpanWords()
  return (
    <Modal
      open
      title={t('roster.day.title', { name: person.name, day: formatDay(toDate(day.from), now, language) })}
      onCancel={onClose}
      footer={
        <>
          {onAnother && <Button onClick={onAnother}>{t('roster.day.another')}</Button>}
          <Button onClick={onClose}>{t('roster.dialog.close')}</Button>
        </>
      }
    >
      <ul className={styles.dayList}>
        {duties.map((duty, at) => {
          const words = { kind: kindWords(duty.kind), span: dutySpan(duty) }
          return (
            <li key={duty.duty}>
              <DutyChip kind={duty.kind} />
              <span className={styles.dayWords}>
                {words.span}
                {duty.note !== '' && <span className={styles.muted}>{duty.note}</span>}
              </span>
              {cancelling && duty.until > now.getTime() * 1000 ? (
                <Button danger autoFocus={at === 0} loading={cancelling.isPending} aria-label={t('roster.cancel.of', words)} onClick={() => cancelling.cancel(duty, onClose)}>
                  {t('roster.cancel.button')}
                </Button>
              ) : (
                duty.until <= now.getTime() * 1000 && <span className={styles.muted}>{t('roster.day.over')}</span>
              )}
            </li>
          )
        })}
        {duties.length === 0 && <li className={styles.muted}>{t('roster.day.none')}</li>}
        {absences.map((absence) => (
          <li key={absence.absence}>
            <AwayMark absence={absence} day={day} />
            <span className={styles.dayWords}>
              {spanWords(absence)}
              {absence.note !== '' && <span className={styles.muted}>{absence.note}</span>}
            </span>
            <Link className={styles.link} to={paths.absences({ month: day.day.slice(0, 'yyyy-mm'.length), person: person.person, ...(person.station ? { station: person.station } : {}) })}>
              {t('roster.day.absence')}
            </Link>
          </li>
        ))}
      </ul>
      {cancelling && <CommandError error={cancelling.error} own={cancelling.own} />}
    </Modal>
  )
}
