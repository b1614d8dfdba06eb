import { formatExact, useI18n } from '@ronghe/ui'
import type { StoryEntry } from '../api/types'
import { toDate } from '../parts/Moment'
import { texts } from './texts'
import styles from './casefile.module.css'

/** When it happened, and when the platform heard of it where that was later. */
export function ActTime({ entry }: { entry: StoryEntry }) {
  const { t } = useI18n(texts)
  const [at, received] = [formatExact(toDate(entry.at)), formatExact(toDate(entry.received_at))]
  return (
    <>
      <time>{at}</time>
      {received !== at && <span className={styles.received}>{t('casefile.acts.received', { at: received })}</span>}
    </>
  )
}
