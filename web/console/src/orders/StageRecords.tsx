import { useI18n } from '@ronghe/ui'
import type { OrderFile, StageView } from '../api/types'
import { StageRecord } from './StageRecord'
import { stagesInOrder } from './stages'
import { texts } from './texts'
import styles from './orderPage.module.css'

interface StageRecordsProps {
  file: OrderFile
  onDispatch: (stage: StageView) => void
}

/** The stages with what was recorded in them; the newest first and open. */
export function StageRecords({ file, onDispatch }: StageRecordsProps) {
  const { t } = useI18n(texts)
  const stages = stagesInOrder(file.order).reverse()
  return (
    <section aria-labelledby="stages">
      <h2 id="stages" className={styles.paneTitle}>{t('orders.stages.title')}</h2>
      {stages.map((stage, at) => (
        <StageRecord key={stage.stage} stage={stage} file={file} isUnfolded={at < 2} onDispatch={onDispatch} />
      ))}
    </section>
  )
}
