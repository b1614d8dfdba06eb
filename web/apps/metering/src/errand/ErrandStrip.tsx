import { ErrorState, groupNumber, Icon, useI18n } from '@ronghe/ui'
import { useFormInBusiness } from '../useHome'
import { useErrand } from './ErrandProvider'
import styles from './errand.module.css'
import { texts } from './texts'

/** Stands over every page while the worker is here for a form: for which order and stage, and the way back to it. */
export function ErrandStrip() {
  const { t, say } = useI18n(texts)
  const errand = useErrand()
  const opening = useFormInBusiness()
  if (errand === undefined) return null
  const { order_no, title } = errand
  return (
    <aside className={styles.strip} aria-label={t('errand.strip.label')}>
      <div className={styles.row}>
        <div className={styles.words}>
          <p className={styles.order}>{order_no ? t('errand.strip.order', { order: groupNumber(order_no) }) : t('errand.strip.label')}</p>
          {title && <p className={styles.stage}>{say(title)}</p>}
        </div>
        <button
          type="button"
          className={styles.back}
          onClick={() => opening.run(errand)}
          disabled={opening.busy}
          aria-label={t('errand.strip.back')}
        >
          <Icon name="return" /> {t('errand.strip.form')}
        </button>
      </div>
      {opening.failure && <ErrorState error={opening.failure} />}
    </aside>
  )
}
