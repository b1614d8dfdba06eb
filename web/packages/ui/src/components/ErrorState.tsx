import type { ReactNode } from 'react'
import { useI18n } from '../i18n/I18n'
import { texts } from '../texts'
import { CopyableNumber } from './CopyableNumber'
import { Icon } from './Icon'
import { toneClass } from './tones'
import styles from './notices.module.css'

export interface ErrorWords {
  /** What happened, in the trade's words. */
  cause: string
  /** What the person can do now. */
  nextStep: string
  /** What to quote to the help desk; finds the log lines. */
  supportCode: string
}

export function ErrorState({ error, action }: { error: ErrorWords; action?: ReactNode }) {
  const { t } = useI18n(texts)
  return (
    <div className={styles.error} role="alert">
      <p className={`${styles.cause} ${toneClass('late')}`}>
        <Icon name="alert" /> {error.cause}
      </p>
      <p className={styles.text}>
        <strong>{t('ui.error.next_step')}</strong> {error.nextStep}
      </p>
      <div className={styles.code}>
        {t('ui.error.support_code')} <CopyableNumber number={error.supportCode} />
      </div>
      {action}
    </div>
  )
}
