import { Sheet, useAgent, useCommand, type StageKey } from '@ronghe/field'
import { Button, ErrorState, Icon, useI18n } from '@ronghe/ui'
import { useState } from 'react'
import styles from './DeclineSheet.module.css'
import { texts } from './texts'

interface DeclineSheetProps {
  stage: StageKey
  onClose: () => void
  onDeclined: () => void
}

/** Giving an order back needs a reason: one of the usual ones, or a sentence. */
export function DeclineSheet({ stage, onClose, onDeclined }: DeclineSheetProps) {
  const { t } = useI18n(texts)
  const agent = useAgent()
  const [reason, setReason] = useState('')
  const declining = useCommand(async () => {
    await agent.act(stage, { kind: 'decline', reason: reason.trim() })
    onClose()
    onDeclined()
  })
  return (
    <Sheet title={t('order.decline.title')} onClose={onClose}>
      <div className={styles.usual} role="group" aria-label={t('order.decline.usual')}>
        {USUAL.map((key) => (
          <Button key={key} onClick={() => setReason(t(key))}>
            {t(key)}
          </Button>
        ))}
      </div>
      <label className={styles.label}>
        {t('order.decline.reason')}
        <textarea
          className={styles.reason}
          rows={3}
          maxLength={REASON_LEN_MAX}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
      </label>
      {declining.failure && <ErrorState error={declining.failure} />}
      <Button
        kind="primary"
        wide
        onClick={declining.run}
        disabled={reason.trim().length < REASON_LEN_MIN || declining.busy}
      >
        <Icon name="return" /> {t('order.decline.action')}
      </Button>
    </Sheet>
  )
}

const USUAL = ['order.decline.not_my_grid', 'order.decline.customer_absent', 'order.decline.no_capacity'] as const
const REASON_LEN_MIN = 2
const REASON_LEN_MAX = 200
