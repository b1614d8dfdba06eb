import { useI18n } from '@ronghe/ui'
import { Button } from 'antd'
import { useState } from 'react'
import type { OrderFile } from '../api/types'
import { Tag } from '../parts/Tag'
import { useMay } from '../session/useSession'
import { ExplainDialog } from './ExplainDialog'
import { LimitLine } from './LimitLine'
import { limitGroups } from './limitStates'
import { stagesInOrder } from './stages'
import { texts } from './texts'
import styles from './orderPage.module.css'

/** The order's clocks by law and by the company's own rule, and what was missed without a reason so far. */
export function OrderLimits({ file }: { file: OrderFile }) {
  const { t } = useI18n(texts)
  const may = useMay()
  const [isExplaining, setExplaining] = useState(false)
  const { limits, overdue_reasons } = file
  const count = limits.filter(({ wants_reason }) => wants_reason).length
  const groups = limitGroups(limits, stagesInOrder(file.order))
  if (limits.length === 0) return null
  return (
    <>
      {count > 0 && (
        <div className={styles.unexplained}>
          <Tag meaning="late" icon="alert">{t('orders.limits.unexplained', { count })}</Tag>
          {may('explain_overdue') && (
            <Button size="small" onClick={() => setExplaining(true)}>{t('orders.explain.open')}</Button>
          )}
        </div>
      )}
      <details className={styles.limits}>
        <summary>{t('orders.limits.title', { count: groups.length })}</summary>
        <ul className={styles.limitList}>
          {groups.map((group) => (
            <LimitLine key={group.limit.limit} group={group} reasons={overdue_reasons} />
          ))}
        </ul>
      </details>
      {isExplaining && <ExplainDialog file={file} onClose={() => setExplaining(false)} />}
    </>
  )
}
