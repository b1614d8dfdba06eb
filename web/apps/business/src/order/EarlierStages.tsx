import { stageTitle } from '@ronghe/field'
import { Icon, useI18n } from '@ronghe/ui'
import styles from './EarlierStages.module.css'
import { useOrderInHand } from './OrderRoom'
import { stepsOf } from '../rounds/rounds'
import { isOpen } from './stages'
import { StageValues } from './StageValues'
import { texts } from './texts'

/** What was recorded in the stages before, to look up. */
export function EarlierStages() {
  const { t, say } = useI18n(texts)
  const { detail } = useOrderInHand()
  // Rounds have a list of their own.
  const single = stepsOf(detail.order).flatMap((step) => ('stage' in step ? [step.stage] : []))
  const earlier = single.filter((stage) => !isOpen(stage) && stage.values !== undefined)
  return (
    <>
      {earlier.map((stage) => (
        <details key={stage.stage} className={styles.stage}>
          <summary className={styles.summary}>
            <Icon name="eye" /> {t('order.earlier.show', { stage: say(stageTitle(detail, stage)) })}
          </summary>
          <StageValues stage={stage} />
        </details>
      ))}
    </>
  )
}
