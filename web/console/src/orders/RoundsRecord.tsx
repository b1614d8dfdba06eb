import { StageStateBadge, useI18n } from '@ronghe/ui'
import { Button } from 'antd'
import { isGiven } from '../api/given'
import type { OrderFile, StageView } from '../api/types'
import { stagesToGive } from '../dispatch/assignments'
import { useMay } from '../session/useSession'
import { StageRecord } from './StageRecord'
import { StageWorkers } from './StageWorkers'
import { StepName } from './StepName'
import type { Step } from './steps'
import { texts } from './texts'
import { usePerformed } from './usePerformed'
import styles from './orderPage.module.css'

interface RoundsRecordProps {
  step: Step
  file: OrderFile
  onDispatch: (stages: StageView[]) => void
}

/** A stage with many rounds: how far it is, who has it, and each round by its number. */
export function RoundsRecord({ step, file, onDispatch }: RoundsRecordProps) {
  const { t } = useI18n(texts)
  const may = useMay()
  const { performed } = usePerformed(file.order.order)
  const given = stagesToGive(step.stages)
  const mayGive = may('dispatch_order') && given.length > 0 && file.order.state === 'open'
  return (
    <details className={styles.stage} open={step.stages.some(({ stage }) => stage === performed)}>
      <summary className={styles.stageHead}>
        <strong><StepName step={step} bundle={file.order.bundle_hash} /></strong>
        <StageStateBadge state={step.stage.state} />
      </summary>
      <div className={styles.stageFacts}>
        <StageWorkers stages={given.length > 0 ? given : step.stages} />
        {mayGive && (
          <Button size="small" onClick={() => onDispatch(given)}>
            {t(given.some(({ assignee }) => isGiven(assignee)) ? 'orders.stages.reassign' : 'orders.stages.dispatch')}
          </Button>
        )}
      </div>
      <div className={styles.rounds}>
        {step.stages.map((stage) => (
          <StageRecord key={stage.stage} stage={stage} file={file} isUnfolded={stage.stage === performed} onDispatch={(one) => onDispatch([one])} />
        ))}
      </div>
    </details>
  )
}
