import { agentWords, Card, useAgent, useCommand, useLive, type CustomerShown } from '@ronghe/field'
import { Button, ErrorState, Icon, SkeletonList, useI18n } from '@ronghe/ui'
import { useCallback, useState } from 'react'
import styles from './InquiryForm.module.css'
import { texts } from './texts'

interface InquiryFormProps {
  customer_no: string
  onShown: (shown: CustomerShown) => void
}

/** Why somebody looks at a customer; it is recorded before anything is shown. */
export function InquiryForm({ customer_no, onShown }: InquiryFormProps) {
  const { t, say, language } = useI18n(texts)
  const agent = useAgent()
  const live = useLive(useCallback(() => agent.inquiryReasons(), [agent]), NO_TOPICS)
  const [code, setCode] = useState<string>()
  const [note, setNote] = useState('')
  const inquiring = useCommand(async () => onShown(await agent.inquire(customer_no, code ?? '', note.trim())))
  const { data: reasons, failure, reload } = live
  if (reasons === undefined) {
    if (failure === undefined) return <SkeletonList rows={4} lines={1} />
    const again = <Button onClick={reload}>{t('customers.card.again')}</Button>
    return <ErrorState error={agentWords(failure, language)} action={again} />
  }
  const chosen = reasons.find((reason) => reason.code === code)
  const isReady = chosen !== undefined && (!chosen.note_needed || note.trim() !== '')
  return (
    <Card>
      <p className={styles.why}>{t('customers.inquiry.why')}</p>
      <div className={styles.reasons} role="radiogroup" aria-label={t('customers.inquiry.reason')}>
        {reasons.map((reason) => (
          <label key={reason.code} className={styles.reason}>
            <input
              type="radio"
              name="reason"
              className={styles.radio}
              checked={reason.code === code}
              onChange={() => setCode(reason.code)}
            />
            <span>{say(reason)}</span>
          </label>
        ))}
      </div>
      <label className={styles.note}>
        {t(chosen?.note_needed ? 'customers.inquiry.note_needed' : 'customers.inquiry.note')}
        <textarea
          className={styles.text}
          rows={2}
          maxLength={NOTE_MAX}
          value={note}
          onChange={(event) => setNote(event.target.value)}
        />
      </label>
      {inquiring.failure && <ErrorState error={inquiring.failure} />}
      <Button kind="primary" wide onClick={inquiring.run} disabled={!isReady || inquiring.busy}>
        <Icon name="eye" /> {t('customers.inquiry.action')}
      </Button>
    </Card>
  )
}

const NO_TOPICS = [] as const
const NOTE_MAX = 200
