import type { Stage } from '@ronghe/field'
import { Icon, toneClass, useI18n } from '@ronghe/ui'
import styles from './notes.module.css'
import { texts } from './texts'

/** Why the stage came back, or what the dispatcher wrote. */
export function RemarkNote({ stage }: { stage: Stage }) {
  const { t } = useI18n(texts)
  if (stage.remark === undefined || stage.remark === '') return null
  const cameBack = stage.occurrence > 1
  return (
    <section className={`${styles.note} ${toneClass(cameBack ? 'late' : 'running')}`}>
      <Icon name={cameBack ? 'return' : 'pen'} />
      <span>
        <strong>{t(cameBack ? 'order.remark.sent_back' : 'order.remark.dispatcher')}</strong> {stage.remark}
      </span>
    </section>
  )
}
