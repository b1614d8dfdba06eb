import { formatExact, StageStateBadge, useI18n } from '@ronghe/ui'
import { Button } from 'antd'
import { isGiven } from '../api/given'
import type { OrderFile, StageView } from '../api/types'
import { toDate } from '../parts/Moment'
import { useMay, useSession } from '../session/useSession'
import { FormRecord } from './FormRecord'
import { isOwnTurn } from './performing'
import { SentBackNote } from './SentBackNote'
import { StagePerforming } from './StagePerforming'
import { isOpen, roundNumber } from './stages'
import { StageWorkers } from './StageWorkers'
import { texts } from './texts'
import { usePerformed } from './usePerformed'
import { useStageNames } from './useStageNames'
import styles from './orderPage.module.css'

interface StageRecordProps {
  stage: StageView
  file: OrderFile
  isUnfolded: boolean
  onDispatch: (stage: StageView) => void
}

/** One opening of a stage: its state, who has it, why it came, and its form as it was filled in. */
export function StageRecord({ stage, file, isUnfolded, onDispatch }: StageRecordProps) {
  const { t, say } = useI18n(texts)
  const round = roundNumber(stage)
  const nameOf = useStageNames(file.order.bundle_hash)
  const may = useMay()
  const person = useSession()
  const { performed, perform } = usePerformed(file.order.order)
  const isTurn = may('perform_stage') && isOwnTurn(file.order, stage, person)
  const isPerformed = isTurn && performed === stage.stage
  const mayGive = may('dispatch_order') && isOpen(stage) && file.order.state === 'open'
  return (
    <details className={styles.stage} open={isUnfolded}>
      <summary className={styles.stageHead}>
        <strong>{round === undefined ? say(nameOf(stage)) : t('orders.stages.round', { count: round })}</strong>
        {round === undefined && stage.occurrence > 1 && <span className={styles.muted}>{t('orders.stages.occurrence', { count: stage.occurrence })}</span>}
        <StageStateBadge state={stage.state} />
      </summary>
      <div className={styles.stageFacts}>
        <StageWorkers stages={[stage]} />
        <span>{t('orders.stages.opened', { at: formatExact(toDate(stage.opened_at)) })}</span>
        {isGiven(stage.closed_at) && <span>{t('orders.stages.closed', { at: formatExact(toDate(stage.closed_at)) })}</span>}
        {isTurn && !isPerformed && (
          <Button size="small" type="primary" onClick={() => perform(stage.stage)}>
            {t('orders.stages.perform')}
          </Button>
        )}
        {mayGive && (
          <Button size="small" onClick={() => onDispatch(stage)}>
            {t(!isGiven(stage.assignee) ? 'orders.stages.dispatch' : 'orders.stages.reassign')}
          </Button>
        )}
      </div>
      <SentBackNote stage={stage} order={file.order} />
      {isGiven(stage.remark) && <p className={styles.remark}>{t('orders.stages.remark', { remark: stage.remark })}</p>}
      {isPerformed ? <StagePerforming stage={stage} file={file} onLeave={() => perform(undefined)} /> : <FormRecord stage={stage} file={file} />}
    </details>
  )
}
