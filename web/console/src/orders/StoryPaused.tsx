import { useI18n } from '@ronghe/ui'
import type { OrderView } from '../api/types'
import { useLimitNames } from '../steering/useLimitNames'
import { texts } from './texts'
import styles from './story.module.css'

/** Which clocks a suspension stopped; that it stopped none is said too, because the order may become overdue. */
export function StoryPaused({ policies, order }: { policies: string[]; order: OrderView }) {
  const { t } = useI18n(texts)
  const namesOf = useLimitNames(order)
  return (
    <p className={styles.more}>
      {policies.length === 0 ? t('orders.story.paused_none') : t('orders.story.paused', { limits: namesOf(policies) })}
    </p>
  )
}
