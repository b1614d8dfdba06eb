import { useI18n } from '../i18n/I18n'
import { texts } from '../texts'
import styles from './ProgressRing.module.css'

interface ProgressRingProps {
  done: number
  total: number
  /** Green; without it, a full ring is. */
  isComplete?: boolean
}

/** "7/9" in a ring that closes. */
export function ProgressRing({ done, total, isComplete = done >= total }: ProgressRingProps) {
  const { t } = useI18n(texts)
  const share = total === 0 ? 1 : done / total
  return (
    <div className={styles.ring} role="img" aria-label={t('ui.progress.of', { done, total })}>
      <svg viewBox="0 0 48 48" aria-hidden="true">
        <circle className={styles.track} cx="24" cy="24" r={RADIUS} />
        <circle
          className={isComplete ? styles.full : styles.arc}
          cx="24"
          cy="24"
          r={RADIUS}
          strokeDasharray={`${share * CIRCUMFERENCE} ${CIRCUMFERENCE}`}
        />
      </svg>
      <span aria-hidden="true">{`${done}/${total}`}</span>
    </div>
  )
}

const RADIUS = 20
const CIRCUMFERENCE = 2 * Math.PI * RADIUS
