import { Icon, toneClass, type IconName } from '@ronghe/ui'
import styles from './UnlockScreen.module.css'

/** Why there is no PIN pad, and what to do. */
export function CardNotice({ icon, title, advice }: { icon: IconName; title: string; advice: string }) {
  return (
    <div className={`${styles.notice} ${toneClass('plain')}`} role="alert">
      <Icon name={icon} size="3rem" />
      <p className={styles.noticeTitle}>{title}</p>
      <p className={styles.advice}>{advice}</p>
    </div>
  )
}
