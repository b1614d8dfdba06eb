import type { ReactNode } from 'react'
import { formatMoment, formatSpan } from '../format/time'
import { useI18n } from '../i18n/I18n'
import { texts } from '../texts'
import { Icon } from './Icon'
import { toneClass } from './tones'
import styles from './notices.module.css'

/** Says how old the shown data are. */
export function StaleNotice({ asOf, now, action }: { asOf: Date; now: Date; action?: ReactNode }) {
  const { t, language } = useI18n(texts)
  const span = formatSpan(now.getTime() - asOf.getTime(), language)
  return (
    <div className={`${styles.stale} ${toneClass('soon')}`} role="status">
      <Icon name="clock" />
      <span>{t('ui.stale.notice', { span, moment: formatMoment(asOf, now, language) })}</span>
      {action}
    </div>
  )
}
