import { deadlineMeaning, deadlineShare, formatDeadline, type Deadline } from '../format/deadline'
import { formatPercent } from '../format/numbers'
import { useI18n } from '../i18n/I18n'
import { texts } from '../texts'
import type { Meaning } from '../tokens/tokens'
import { Icon, type IconName } from './Icon'
import { toneClass } from './tones'
import styles from './DeadlineBar.module.css'

/** A deadline as words and, where its start is known, as a bar that fills. */
export function DeadlineBar({ deadline, now }: { deadline: Deadline; now: Date }) {
  const { t, language } = useI18n(texts)
  const meaning = deadlineMeaning(deadline, now)
  const words = formatDeadline(deadline, now, language)
  const share = deadlineShare(deadline, now)
  return (
    <div className={styles.deadline}>
      <div className={styles.words}>
        <span className={`${styles.relative} ${toneClass(meaning)}`}>
          <Icon name={ICONS[meaning]} size="1em" /> {words.relative}
        </span>
        <span className={styles.exact}>{words.exact}</span>
      </div>
      {share !== undefined && (
        <div
          className={`${styles.track} ${toneClass(meaning)}`}
          role="progressbar"
          aria-valuenow={Math.round(share * 100)}
          aria-label={t('ui.deadline.share', { percent: formatPercent(share) })}
        >
          <div className={styles.fill} style={{ width: `${share * 100}%` }} />
        </div>
      )}
    </div>
  )
}

const ICONS: Record<Meaning, IconName> = {
  done: 'check',
  running: 'clock',
  soon: 'clock',
  late: 'alert',
  plain: 'pause',
}
