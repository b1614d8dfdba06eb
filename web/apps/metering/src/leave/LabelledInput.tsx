import { Icon, toneClass, useI18n } from '@ronghe/ui'
import styles from './leave.module.css'
import { texts } from './texts'

interface LabelledInputProps {
  label: string
  value: string
  onValue: (value: string) => void
  inputMode: 'numeric' | 'decimal' | 'text'
  isWrong?: boolean
}

/** A line to type into, large enough for a glove. */
export function LabelledInput({ label, value, onValue, inputMode, isWrong = false }: LabelledInputProps) {
  const { t } = useI18n(texts)
  return (
    <label className={styles.field}>
      <span className={styles.label}>{label}</span>
      <input
        className={styles.input}
        value={value}
        onChange={({ target }) => onValue(target.value)}
        inputMode={inputMode}
        autoComplete="off"
        autoCapitalize="characters"
        maxLength={VALUE_LEN_MAX}
        aria-invalid={isWrong}
      />
      {isWrong && (
        <span className={`${styles.wrong} ${toneClass('late')}`} role="alert">
          <Icon name="alert" size="1em" /> {t('leave.parameter.wrong')}
        </span>
      )}
    </label>
  )
}

const VALUE_LEN_MAX = 400
