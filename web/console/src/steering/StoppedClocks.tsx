import { toneClass, useI18n } from '@ronghe/ui'
import type { OrderView } from '../api/types'
import { texts } from './texts'
import { useLimitNames } from './useLimitNames'
import styles from './steering.module.css'

/** Which clocks the chosen reason stops; that it stops none is a warning, because the order may become overdue. */
export function StoppedClocks({ policies, order }: { policies: string[]; order: OrderView }) {
  const { t } = useI18n(texts)
  const namesOf = useLimitNames(order)
  const stopsNone = policies.length === 0
  return (
    <p className={`${styles.clocks} ${toneClass(stopsNone ? 'soon' : 'plain')}`} role="status">
      {stopsNone ? t('steering.suspend.all_run') : t('steering.suspend.stops', { limits: namesOf(policies) })}
    </p>
  )
}
