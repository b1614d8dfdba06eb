import type { Stage } from '@ronghe/field'
import { Icon, toneClass, useI18n } from '@ronghe/ui'
import styles from './notes.module.css'
import { texts } from './texts'

/** Why the stage came back, and what the dispatcher wrote to whoever has it now. */
export function RemarkNote({ stage: { sent_back, remark } }: { stage: Stage }) {
  const { t } = useI18n(texts)
  return (
    <>
      {sent_back && (
        <section className={`${styles.note} ${toneClass('late')}`}>
          <Icon name="return" />
          <span>
            <strong>{t('order.remark.sent_back')}</strong> {sent_back.reason}
          </span>
        </section>
      )}
      {remark !== undefined && remark !== '' && (
        <section className={`${styles.note} ${toneClass('running')}`}>
          <Icon name="pen" />
          <span>
            <strong>{t('order.remark.dispatcher')}</strong> {remark}
          </span>
        </section>
      )}
    </>
  )
}
