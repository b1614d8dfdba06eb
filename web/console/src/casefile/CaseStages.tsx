import { useI18n } from '@ronghe/ui'
import type { OrderFile } from '../api/types'
import { stagesInOrder } from '../orders/stages'
import { CaseRecord } from './CaseRecord'
import { CaseStage } from './CaseStage'
import { secondRecords } from './secondRecords'
import { texts } from './texts'
import type { CheckedFile } from './useCheckedFiles'

/** Every stage as it opened, with its form in full; then records of stages that the order never opened. */
export function CaseStages({ file, files }: { file: OrderFile; files: CheckedFile[] }) {
  const { t } = useI18n(texts)
  const others = secondRecords(file).filter(({ operation }) => file.order.stages[operation.stage] === undefined)
  return (
    <section aria-labelledby="stages">
      <h3 id="stages">{t('casefile.stages.title')}</h3>
      {stagesInOrder(file.order).map((stage) => (
        <CaseStage key={stage.stage} stage={stage} file={file} files={files} />
      ))}
      {others.length > 0 && <h4>{t('casefile.stages.other')}</h4>}
      {others.map((record) => (
        <CaseRecord key={record.operation.op_id} record={record} file={file} files={files} />
      ))}
    </section>
  )
}
