import { useI18n } from '@ronghe/ui'
import type { OrderFile, StageView } from '../api/types'
import { RoundsRecord } from './RoundsRecord'
import { StageRecord } from './StageRecord'
import { stagesInOrder } from './stages'
import { stepsOf } from './steps'
import { texts } from './texts'
import styles from './orderPage.module.css'

interface StageRecordsProps {
  file: OrderFile
  onDispatch: (stages: StageView[]) => void
}

/** The stages with what was recorded in them; the newest first and open. */
export function StageRecords({ file, onDispatch }: StageRecordsProps) {
  const { t } = useI18n(texts)
  const steps = stepsOf(stagesInOrder(file.order)).reverse()
  return (
    <section aria-labelledby="stages">
      <h2 id="stages" className={styles.paneTitle}>{t('orders.stages.title')}</h2>
      {steps.map((step, at) =>
        step.rounds ? (
          <RoundsRecord key={step.stages[0]?.stage} step={step} file={file} onDispatch={onDispatch} />
        ) : (
          <StageRecord key={step.stage.stage} stage={step.stage} file={file} isUnfolded={at < 2} onDispatch={(stage) => onDispatch([stage])} />
        ),
      )}
    </section>
  )
}
