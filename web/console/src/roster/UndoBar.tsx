import { Icon, useI18n } from '@ronghe/ui'
import { Button } from 'antd'
import { usePersonName } from '../people/usePersonName'
import { texts } from './texts'
import type { Cancelling } from './useCancelDuty'
import { useDutyKindWords, useDutySpanWords } from './useDutyWords'
import styles from './roster.module.css'

/** What was cancelled last, and the way back; stays until it is used, put away, or something else is cancelled. */
export function UndoBar({ cancelling }: { cancelling: Cancelling }) {
  const { t } = useI18n(texts)
  const nameOf = usePersonName()
  const kindWords = useDutyKindWords()
  const spanWords = useDutySpanWords()
  const { cancelled, undo, dismiss } = cancelling
  return (
    <div role="status" className={styles.noPrint}>
      {cancelled && (
        <p className={styles.undo}>
          <Icon name="check" size="1em" />
          <span>{t('roster.cancel.done', { name: nameOf(cancelled.person), kind: kindWords(cancelled.kind), span: spanWords(cancelled) })}</span>
          <Button size="small" type="primary" disabled={undo === undefined} onClick={undo}>{t('roster.cancel.undo')}</Button>
          <Button size="small" onClick={dismiss}>{t('roster.cancel.dismiss')}</Button>
        </p>
      )}
    </div>
  )
}
