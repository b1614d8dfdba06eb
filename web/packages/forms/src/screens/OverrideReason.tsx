import { useI18n } from '@ronghe/ui'
import { texts } from '../texts'
import inputs from '../widgets/inputs.module.css'

interface OverrideReasonProps {
  rule: string
  overrides: Record<string, string> | undefined
  onChange: (overrides: Record<string, string> | undefined) => void
}

/** Why the worker goes on although a rule of level override does not hold. */
export function OverrideReason({ rule, overrides = {}, onChange }: OverrideReasonProps) {
  const { t } = useI18n(texts)
  const keep = (reason: string) => {
    const next = { ...overrides, [rule]: reason }
    if (reason === '') Reflect.deleteProperty(next, rule)
    onChange(Object.keys(next).length === 0 ? undefined : next)
  }
  return (
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
  )
}

/** As the schema of values limits it. */
const REASON_LEN_MAX = 200
