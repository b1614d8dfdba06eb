import { Icon, toneClass, useI18n } from '@ronghe/ui'
import { useStanding } from '../session/FieldProvider'
import { texts } from '../texts'
import styles from './UnlockScreen.module.css'

/** A card without tries: what has happened, what is safe, and what to do now. */
export function LockedCardNotice({ staffNo }: { staffNo: string }) {
  const { t } = useI18n(texts)
  const sealed = useStanding().state?.sealed?.operations ?? 0
  return (
    // Reached by the keyboard, so that it can be scrolled: there is nothing to press here.
    <section className={`${styles.locked} ${toneClass('late')}`} role="alert" tabIndex={0}>
      <p className={styles.noticeTitle}>
        <Icon name="lock" /> {t('field.unlock.card_locked')}
      </p>
      <p className={styles.advice}>{t('field.unlock.why_locked')}</p>
      <h2 className={styles.heading}>{t('field.unlock.what_is_safe')}</h2>
      <ul className={styles.points}>
        <li>{sealed > 0 ? t('field.unlock.sealed', { count: sealed }) : t('field.unlock.nothing_sealed')}</li>
        <li>{t('field.unlock.drafts_wait')}</li>
      </ul>
      <h2 className={styles.heading}>{t('field.unlock.what_to_do')}</h2>
      <ol className={styles.points}>
        <li>{t('field.unlock.call_officer', { number: staffNo })}</li>
        <li>{t('field.unlock.card_back')}</li>
        <li>{t('field.unlock.urgent')}</li>
      </ol>
    </section>
  )
}
