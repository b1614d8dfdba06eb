import { StageStateBadge } from '@ronghe/ui'
import { StepName } from './StepName'
import type { Step } from './steps'
import styles from './orders.module.css'

/** A step of an order and its state in one line. */
export function StageLine({ step, bundle }: { step: Step; bundle: string }) {
  return (
    <span className={styles.stageLine}>
      <StepName step={step} bundle={bundle} /> <StageStateBadge state={step.stage.state} />
    </span>
  )
}
