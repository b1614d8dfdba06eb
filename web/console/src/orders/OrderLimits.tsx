import { useI18n } from '@ronghe/ui'
import { useQuery } from '@tanstack/react-query'
import { processQuery } from '../api/queries'
import type { OrderView } from '../api/types'
import { toDate } from '../parts/Moment'
import { limitsAt } from './limits'
import { texts } from './texts'
import styles from './orderPage.module.css'

/** The order's clocks by law and by the company's own rule, in the unit in which each is counted. */
export function OrderLimits({ order }: { order: OrderView }) {
  const { t, say } = useI18n(texts)
  const process = useQuery(processQuery(order.bundle_hash))
  const limits = process.data ? limitsAt(process.data.files, toDate(order.created_at)) : []
  if (limits.length === 0) return null
  return (
    <details className={styles.limits}>
      <summary>{t('orders.limits.title', { count: limits.length })}</summary>
      <ul className={styles.limitList}>
        {limits.map(({ kind, policy, name, unit, value }) => (
          <li key={`${kind} ${policy}`}>
            <span className={styles.muted}>{t(`orders.limits.${kind}`)}</span>
            <span>{name ? say(name) : policy}</span>
            <strong>{t(`orders.limits.${unit}`, { count: value })}</strong>
          </li>
        ))}
      </ul>
    </details>
  )
}
