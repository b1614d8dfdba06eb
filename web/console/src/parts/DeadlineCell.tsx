import { deadlineMeaning, deadlineShare, formatDeadline, Icon, toneClass, useI18n, type IconName, type Meaning } from '@ronghe/ui'
import { isGiven } from '../api/given'
import type { Maybe, Micros } from '../api/types'
import { toDate } from './Moment'
import { texts } from './texts'
import { useNow } from './useNow'
import styles from './parts.module.css'

interface DeadlineCellProps {
  due: Maybe<Micros>
  start: Micros
}

/** A deadline in one row of a table: what is left, and a bar that fills; the exact moment on hover. */
export function DeadlineCell({ due, start }: DeadlineCellProps) {
  const { t, language } = useI18n(texts)
  const now = useNow()
  if (!isGiven(due)) return <span className={styles.muted}>{t('parts.deadline.none')}</span>
  const deadline = { due: toDate(due), start: toDate(start) }
  const meaning = deadlineMeaning(deadline, now)
  const words = formatDeadline(deadline, now, language)
  return (
    <span className={`${styles.deadline} ${toneClass(meaning)}`} title={words.exact}>
      <span className={styles.deadlineWords}>
        <Icon name={ICONS[meaning]} size="1em" /> {words.relative}
      </span>
      <span className={styles.deadlineTrack} aria-hidden="true">
        <span className={styles.deadlineFill} style={{ width: `${deadlineShare(deadline, now) * 100}%` }} />
      </span>
    </span>
  )
}

const ICONS: Record<Meaning, IconName> = { done: 'check', running: 'clock', soon: 'clock', late: 'alert', plain: 'pause' }
