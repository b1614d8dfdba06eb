import { StageStateBadge } from '@ronghe/ui'
import type { OrderLineView, StageView } from '../api/types'
import { DeadlineCell } from '../parts/DeadlineCell'
import { OrderFlags } from './OrderFlags'
import { OrderNoLink } from './OrderNoLink'
import { StageWorkers } from './StageWorkers'
import styles from './orders.module.css'

export function BoardCard({ line, stage }: { line: OrderLineView; stage: StageView | undefined }) {
  return (
    <article className={styles.card}>
      <div className={styles.cardLine}>
        <OrderNoLink order={line.order} orderNo={line.order_no} />
        {stage && <StageStateBadge state={stage.state} />}
      </div>
      <div>
        {line.customer_name} <span className={styles.muted}>{line.address}</span>
      </div>
      <div className={styles.cardLine}>
        <DeadlineCell due={line.due_at} />
        {stage && <StageWorkers stages={[stage]} />}
      </div>
      <OrderFlags line={line} />
    </article>
  )
}
