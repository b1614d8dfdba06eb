import { Icon, type IconName } from '@ronghe/ui'
import { useId } from 'react'
import styles from './Choice.module.css'

interface ChoiceProps<Value extends string | number> {
  label: string
  chosen: Value
  options: { value: Value; word: string; icon?: IconName }[]
  onChoose: (value: Value) => void
}

/** One of two or three, side by side. */
export function Choice<Value extends string | number>({ label, chosen, options, onChoose }: ChoiceProps<Value>) {
  const id = useId()
  return (
    <div className={styles.choice} role="radiogroup" aria-labelledby={id}>
      <p id={id} className={styles.label}>
        {label}
      </p>
      {options.map(({ value, word, icon }) => (
        <label key={value} className={styles.option}>
          <input type="radio" name={id} checked={chosen === value} onChange={() => onChoose(value)} />
          {icon && <Icon name={icon} />} {word}
        </label>
      ))}
    </div>
  )
}
