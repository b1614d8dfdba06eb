import { deadlineMeaning, formatDeadline, Icon, toneClass, useI18n, type IconName, type Meaning } from '@ronghe/ui'
import { isGiven } from '../api/given'
import type { Maybe, Micros } from '../api/types'
import { toDate } from './Moment'
import { texts } from './texts'
import { useNow } from './useNow'
import styles from './parts.module.css'

/** A deadline in one row of a table: what is left; the exact moment on hover. */
export function DeadlineCell({ due }: { due: Maybe<Micros> }) {
  const { t, language } = useI18n(texts)
  const now = useNow()
  if (!isGiven(due)) return <span className={styles.muted}>{t('parts.deadline.none')}</span>
  const deadline = { due: toDate(due) }
  const meaning = deadlineMeaning(deadline, now)
  const words = formatDeadline(deadline, now, language)
  return (
    <span className={`${styles.deadline} ${toneClass(meaning)}`} title={words.exact}>
      <Icon name={ICONS[meaning]} size="1em" /> {words.relative}
    </span>
  )
}

const ICONS: Record<Meaning, IconName> = { done: 'check', running: 'clock', soon: 'clock', late: 'alert', plain: 'pause' }
