import { StageStateBadge, useI18n } from '@ronghe/ui'
import type { OrderLineView } from '../api/types'
import { DeadlineCell } from '../parts/DeadlineCell'
import { OrderFlags } from './OrderFlags'
import { OrderNoLink } from './OrderNoLink'
import { StageWorkers } from './StageWorkers'
import type { Step } from './steps'
import { texts } from './texts'
import styles from './orders.module.css'

export function BoardCard({ line, step }: { line: OrderLineView; step: Step | undefined }) {
  const { t, say } = useI18n(texts)
  return (
    <article className={styles.card}>
      <div className={styles.cardLine}>
        <OrderNoLink order={line.order} orderNo={line.order_no} />
        {step && <StageStateBadge state={step.stage.state} />}
      </div>
      <div className={styles.cardLine}>
        <strong>{say(line.title)}</strong>
        {step?.rounds && <span>{t('orders.board.rounds', step.rounds)}</span>}
      </div>
      <div>
        {line.customer_name} <span className={styles.muted}>{line.address}</span>
      </div>
      <div className={styles.cardLine}>
        <DeadlineCell due={line.due_at} />
        {step && <StageWorkers stages={step.stages} />}
      </div>
      <OrderFlags line={line} />
    </article>
  )
}
