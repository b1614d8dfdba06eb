import { useI18n } from '@ronghe/ui'
import { isGiven } from '../api/given'
import type { OrderView, StageView } from '../api/types'
import { StoryWrongFields } from './StoryWrongFields'
import { texts } from './texts'
import styles from './orderPage.module.css'

/** Why a stage came back, and what is wrong in it, whoever has it now. */
export function SentBackNote({ stage: { element, sent_back }, order }: { stage: StageView; order: OrderView }) {
  const { t } = useI18n(texts)
  if (!isGiven(sent_back)) return null
  const fields = sent_back.fields ?? []
  return (
    <>
      <p className={styles.remark}>{t('orders.stages.sent_back', { reason: sent_back.reason })}</p>
      {fields.length > 0 && <StoryWrongFields element={element} fields={fields} order={order} />}
    </>
  )
}
