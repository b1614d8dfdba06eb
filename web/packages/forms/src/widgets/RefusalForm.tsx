import { useI18n } from '@ronghe/ui'
import { useState } from 'react'
import { tidyName } from '../check/formats'
import { useFormHost } from '../host'
import { isSigned, toInstant, type RefusedBeforeWitnesses, type Signature } from '../model/values'
import { texts } from '../texts'
import inputs from './inputs.module.css'
import type { WidgetProps } from './widget'

/** The customer does not sign: why, and who saw it. */
export function RefusalForm({ value, onChange, ids }: WidgetProps) {
  const { t } = useI18n(texts)
  const host = useFormHost()
  const kept = value as Signature | undefined
  const refusal = kept && !isSigned(kept) && 'witnesses' in kept ? kept : undefined
  const [reason, setReason] = useState(refusal?.reason ?? '')
  const [names, setNames] = useState(() => NO_WITNESSES.map((none, at) => refusal?.witnesses[at]?.name ?? none))

  const keep = (nextReason: string, nextNames: string[]) => {
    setReason(nextReason)
    setNames(nextNames)
    onChange({
      refused: true,
      reason: nextReason,
      refused_at: toInstant(host.now()),
      witnesses: nextNames.map(tidyName).filter((each) => each !== '').map((each) => ({ name: each })),
    } satisfies RefusedBeforeWitnesses)
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
          onChange={(event) => keep(event.target.value, names)}
        />
      </label>
      {names.map((witness, at) => (
        <label key={at}>
          {t('forms.signature.witness', { number: at + 1 })}
          <input
            className={inputs.input}
            autoComplete="off"
            value={witness}
            onChange={(event) =>
              keep(
                reason,
                names.map((each, place) => (place === at ? event.target.value : each)),
              )
            }
          />
        </label>
      ))}
    </>
  )
}

const NO_WITNESSES = ['', '']
