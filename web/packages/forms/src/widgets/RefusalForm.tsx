import { Icon, useI18n } from '@ronghe/ui'
import { useState } from 'react'
import { useFormHost } from '../host'
import { isRefusedOnVideo, isSigned, toInstant, type Signature } from '../model/values'
import { texts } from '../texts'
import inputs from './inputs.module.css'
import styles from './recordings.module.css'
import { RefusalVideo } from './RefusalVideo'
import { RefusalWitnesses } from './RefusalWitnesses'
import type { WidgetProps } from './widget'

type Proof = 'witnesses' | 'video'

/** The customer does not sign: why, and what proves it. */
export function RefusalForm(props: WidgetProps) {
  const { value, onChange, ids } = props
  const { t } = useI18n(texts)
  const host = useFormHost()
  const kept = value as Signature | undefined
  const refusal = kept && !isSigned(kept) ? kept : undefined
  const [reason, setReason] = useState(refusal?.reason ?? '')
  const [proof, setProof] = useState<Proof>(refusal && isRefusedOnVideo(refusal) ? 'video' : 'witnesses')

  const keepReason = (next: string) => {
    setReason(next)
    const rest = refusal && isRefusedOnVideo(refusal) ? { video: refusal.video } : { witnesses: refusal?.witnesses ?? [] }
    // On video a reason may be left out, but not be empty.
    const told = next === '' && 'video' in rest ? {} : { reason: next }
    onChange({ refused: true, ...told, refused_at: toInstant(host.now()), ...rest })
  }

  return (
    <>
      <label>
        {t('forms.signature.refusal_reason')}
        <textarea
          id={ids.input}
          className={inputs.textarea}
          rows={2}
          value={reason}
          onChange={(event) => keepReason(event.target.value)}
        />
      </label>
      <div className={styles.proofs} role="radiogroup" aria-label={t('forms.signature.how_refused')}>
        {PROOFS.map(({ proof: each, icon, text }) => (
          <button
            key={each}
            type="button"
            role="radio"
            aria-checked={proof === each}
            className={styles.proof}
            onClick={() => setProof(each)}
          >
            <Icon name={icon} /> {t(text)}
          </button>
        ))}
      </div>
      {proof === 'witnesses' ? <RefusalWitnesses {...props} reason={reason} /> : <RefusalVideo {...props} reason={reason} />}
    </>
  )
}

const PROOFS = [
  { proof: 'witnesses', icon: 'person', text: 'forms.signature.by_witnesses' },
  { proof: 'video', icon: 'video', text: 'forms.signature.on_video' },
] as const
