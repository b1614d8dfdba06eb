import { Button, useI18n, type Text } from '@ronghe/ui'
import { texts } from '../texts'
import inputs from '../widgets/inputs.module.css'

interface OverrideReasonProps {
  rule: string
  overrides: Record<string, string> | undefined
  /** Reasons that one tap gives. */
  usual: Text[]
  onChange: (overrides: Record<string, string> | undefined) => void
}

/** Why the worker goes on although a rule of level override does not hold. */
export function OverrideReason({ rule, overrides = {}, usual, onChange }: OverrideReasonProps) {
  const { t, say } = useI18n(texts)
  const keep = (reason: string) => {
    const next = { ...overrides, [rule]: reason }
    if (reason === '') Reflect.deleteProperty(next, rule)
    onChange(Object.keys(next).length === 0 ? undefined : next)
  }
  return (
    <>
      {usual.length > 0 && (
        <div className={inputs.usual} role="group" aria-label={t('forms.override.usual')}>
          {usual.map((reason) => (
            <Button key={reason.en} onClick={() => keep(say(reason))}>
              {say(reason)}
            </Button>
          ))}
        </div>
      )}
      <label>
        {t('forms.override.reason')}
        <input
          className={inputs.input}
          maxLength={REASON_LEN_MAX}
          autoComplete="off"
          value={overrides[rule] ?? ''}
          onChange={(event) => keep(event.target.value)}
        />
      </label>
    </>
  )
}

/** As the schema of values limits it. */
const REASON_LEN_MAX = 200
