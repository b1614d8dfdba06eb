import { formatExact, StageStateBadge, useI18n } from '@ronghe/ui'
import { isGiven } from '../api/given'
import type { OrderFile, StageView } from '../api/types'
import { FormRecord } from '../orders/FormRecord'
import { SentBackNote } from '../orders/SentBackNote'
import { isOpen, roundNumber } from '../orders/stages'
import { storyFacts } from '../orders/story'
import { texts as orderTexts } from '../orders/texts'
import { useStageNames } from '../orders/useStageNames'
import { toDate } from '../parts/Moment'
import { ActTable } from './ActTable'
import { CaseRecord } from './CaseRecord'
import { FileNumbers } from './FileNumbers'
import { secondRecords } from './secondRecords'
import { texts } from './texts'
import type { CheckedFile } from './useCheckedFiles'
import styles from './casefile.module.css'

/** One opening of a stage: who had it, what was done when, where and on which terminal, and its form in full. */
export function CaseStage({ stage, file, files }: { stage: StageView; file: OrderFile; files: CheckedFile[] }) {
  const { t, say } = useI18n(texts)
  const { t: tell } = useI18n(orderTexts)
  const nameOf = useStageNames(file.order.bundle_hash)
  const round = roundNumber(stage)
  const again = stage.occurrence > 1 ? tell('orders.stages.occurrence', { count: stage.occurrence }) : ''
  const occurrence = round === undefined ? again : tell('orders.stages.round', { count: round })
  const acts = file.story.filter((entry) => storyFacts(entry).stage === stage.stage)
  const records = secondRecords(file).filter(({ operation }) => operation.stage === stage.stage)
  return (
    <section className={styles.stage}>
      <h4>
        {say(nameOf(stage))} {occurrence} <StageStateBadge state={stage.state} />
      </h4>
      <p className={styles.line}>
        <span>{t('casefile.stages.assignee', { name: stage.assignee_name ?? tell('orders.stage.nobody') })}</span>
        <span>{tell('orders.stages.opened', { at: formatExact(toDate(stage.opened_at)) })}</span>
        {isGiven(stage.closed_at) && <span>{tell('orders.stages.closed', { at: formatExact(toDate(stage.closed_at)) })}</span>}
      </p>
      <SentBackNote stage={stage} order={file.order} />
      {isGiven(stage.remark) && <p>{tell('orders.stages.remark', { remark: stage.remark })}</p>}
      {acts.length > 0 && <ActTable entries={acts} file={file} />}
      {isOpen(stage) && isGiven(stage.values) && <p className={styles.muted}>{t('casefile.stages.not_submitted')}</p>}
      <FormRecord stage={stage} file={file} filesOf={(attachments) => <FileNumbers attachments={attachments} files={files} />} />
      {records.map((record) => (
        <CaseRecord key={record.operation.op_id} record={record} file={file} files={files} />
      ))}
    </section>
  )
}
