import { useI18n } from '@ronghe/ui'
import type { OrderView } from '../api/types'
import { texts } from './texts'
import { useLimitNames } from './useLimitNames'
import styles from './steering.module.css'

/** Which clocks a reason would stop; that none would is said too. */
export function StoppedClocks({ policies, order }: { policies: string[]; order: OrderView }) {
  const { t } = useI18n(texts)
  const namesOf = useLimitNames(order)
  return (
    <span className={styles.more}>
      {policies.length === 0 ? t('steering.suspend.stops_nothing') : t('steering.suspend.stops', { limits: namesOf(policies) })}
    </span>
  )
}
