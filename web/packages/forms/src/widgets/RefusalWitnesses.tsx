import { useI18n } from '@ronghe/ui'
import { useState } from 'react'
import { tidyName } from '../check/formats'
import { useFormHost } from '../host'
import { isSigned, toInstant, type RefusedBeforeWitnesses, type Signature } from '../model/values'
import { texts } from '../texts'
import inputs from './inputs.module.css'
import type { WidgetProps } from './widget'

/** Who saw that the customer refused. */
export function RefusalWitnesses({ value, onChange, reason }: WidgetProps & { reason: string }) {
  const { t } = useI18n(texts)
  const host = useFormHost()
  const kept = value as Signature | undefined
  const refusal = kept && !isSigned(kept) && 'witnesses' in kept ? kept : undefined
  const [names, setNames] = useState(() => NO_WITNESSES.map((none, at) => refusal?.witnesses[at]?.name ?? none))

  const keep = (next: string[]) => {
    setNames(next)
    onChange({
      refused: true,
      reason,
      refused_at: toInstant(host.now()),
      witnesses: next.map(tidyName).filter((each) => each !== '').map((each) => ({ name: each })),
    } satisfies RefusedBeforeWitnesses)
  }

  return names.map((witness, at) => (
    <label key={at}>
      {t('forms.signature.witness', { number: at + 1 })}
      <input
        className={inputs.input}
        autoComplete="off"
        value={witness}
        onChange={(event) => keep(names.map((each, place) => (place === at ? event.target.value : each)))}
      />
    </label>
  ))
}

const NO_WITNESSES = ['', '']
