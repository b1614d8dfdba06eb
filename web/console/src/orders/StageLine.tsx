import { StageStateBadge, useI18n } from '@ronghe/ui'
import type { StageView } from '../api/types'
import { texts } from './texts'
import { useStageNames } from './useStageNames'
import styles from './orders.module.css'

/** A stage and its state in one line. */
export function StageLine({ stage }: { stage: StageView }) {
  const { say } = useI18n(texts)
  const nameOf = useStageNames()
  return (
    <span className={styles.stageLine}>
      {say(nameOf(stage))} <StageStateBadge state={stage.state} />
    </span>
  )
}
