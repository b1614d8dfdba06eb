import { useI18n } from '@ronghe/ui'
import type { OrderLineView } from '../api/types'
import { Tag } from '../parts/Tag'
import { texts } from './texts'
import styles from './orders.module.css'

/** What is remarkable about an order. */
export function OrderFlags({ line }: { line: OrderLineView }) {
  const { t } = useI18n(texts)
  return (
    <span className={styles.flags}>
      {line.urged > 0 && <Tag meaning="soon" icon="alert">{t('orders.flags.urged', { count: line.urged })}</Tag>}
      {line.evidence_missing > 0 && (
        <span title={t('orders.flags.evidence', { count: line.evidence_missing })}>
          <Tag meaning="soon" icon="camera">{t('orders.flags.missing', { count: line.evidence_missing })}</Tag>
        </span>
      )}
    </span>
  )
}
