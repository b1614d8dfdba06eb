import { KINDS, outcomeWords, useAgent, useCommand } from '@ronghe/field'
import { Button, ErrorState, Icon, toneClass, useI18n } from '@ronghe/ui'
import { useOrderInHand } from './OrderRoom'
import styles from './notes.module.css'
import { texts } from './texts'

/** What was refused holds the order up: why, and the way back into the form. */
export function LaneNotice() {
  const { t, say } = useI18n(texts)
  const agent = useAgent()
  const { detail, reload } = useOrderInHand()
  const withdrawing = useCommand((op_id: string) => agent.withdraw(op_id).then(reload))
  const retrying = useCommand((op_id: string) => agent.retry(op_id).then(reload))
  const parked = detail.pending.find((entry) => entry.state === 'parked')
  if (parked === undefined) return null
  const reason = outcomeWords(parked.outcome)
  const failure = withdrawing.failure ?? retrying.failure
  return (
    <section className={`${styles.block} ${toneClass('late')}`} role="alert">
      <p className={styles.line}>
        <Icon name="alert" />
        <span>
          <strong>{t('order.lane.refused', { what: say(KINDS[parked.kind].word) })}</strong> {reason && say(reason)}
        </span>
      </p>
      <div className={styles.actions}>
        <Button kind="primary" onClick={() => withdrawing.run(parked.op_id)} disabled={withdrawing.busy}>
          <Icon name="return" /> {t('order.lane.withdraw')}
        </Button>
        <Button onClick={() => retrying.run(parked.op_id)} disabled={retrying.busy}>
          <Icon name="redo" /> {t('order.lane.retry')}
        </Button>
      </div>
      {failure && <ErrorState error={failure} />}
    </section>
  )
}
