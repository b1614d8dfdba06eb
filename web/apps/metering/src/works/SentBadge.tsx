import { Icon, toneClass, useI18n } from '@ronghe/ui'
import { texts } from './texts'
import styles from './works.module.css'

/** Whether the company has the record. */
export function SentBadge({ isSent }: { isSent: boolean }) {
  const { t } = useI18n(texts)
  return (
    <span className={`${styles.badge} ${toneClass(isSent ? 'done' : 'soon')}`}>
      <Icon name={isSent ? 'check' : 'upload'} size="1em" /> {t(isSent ? 'works.sent.yes' : 'works.sent.no')}
    </span>
  )
}
