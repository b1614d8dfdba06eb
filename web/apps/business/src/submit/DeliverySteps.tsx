import { Icon, useI18n, type DeliveryState } from '@ronghe/ui'
import styles from './submit.module.css'
import { texts } from './texts'

/** Saved, sent, confirmed: what is behind and what is ahead. */
export function DeliverySteps({ delivery }: { delivery: DeliveryState }) {
  const { t } = useI18n(texts)
  return (
    <ol className={styles.steps} aria-label={t('submit.step.label')}>
      {STEPS.map((step) => {
        const isReached = REACHED[delivery] >= STEPS.indexOf(step)
        return (
          <li key={step} className={styles.step} data-reached={isReached}>
            <Icon name={isReached ? 'check' : 'waiting'} size="1.5rem" />
            {t(isReached ? `submit.step.${step}` : `submit.step.not_${step}`)}
          </li>
        )
      })}
    </ol>
  )
}

const STEPS = ['saved', 'sent', 'confirmed'] as const
/** A refused record has been sent, and will not be confirmed as it is. */
const REACHED: Record<DeliveryState, number> = { saved: 0, sent: 1, refused: 1, confirmed: 2 }
