import { Icon, useI18n, type Language } from '@ronghe/ui'
import type { Option } from '../model/form'
import { texts } from '../texts'
import styles from './choices.module.css'
import type { WidgetProps } from './widget'

/** One of a few, each a large button. */
export function ChoiceWidget({ name, ui, value, onChange, ids }: WidgetProps) {
  const { say, language } = useI18n(texts)
  return (
    <div role="radiogroup" aria-labelledby={ids.label} aria-describedby={ids.notes} className={layoutOf(ui.options, language)}>
      {(ui.options ?? []).map((option) => (
        <label key={String(option.value)} className={styles.option}>
          <input
            type="radio"
            name={ids.input}
            id={isFirst(ui.options, option) ? ids.input : `${name}-${option.value}`}
            checked={value === option.value}
            onChange={() => onChange(option.value)}
          />
          <span className={styles.mark} aria-hidden="true" />
          <span>{say(option.label)}</span>
        </label>
      ))}
    </div>
  )
}

/** Yes or no, both visible, so that "not answered" cannot be taken for "no". */
export function ToggleWidget(props: WidgetProps) {
  return <ChoiceWidget {...props} ui={{ ...props.ui, options: props.ui.options ?? YES_OR_NO }} />
}

/** Several of a few. */
export function MultichoiceWidget({ name, ui, value, onChange, ids }: WidgetProps) {
  const { say, language } = useI18n(texts)
  const chosen = Array.isArray(value) ? (value as unknown[]) : []
  const toggle = (option: Option) => {
    const next = (ui.options ?? [])
      .map((each) => each.value)
      .filter((each) => (each === option.value ? !chosen.includes(each) : chosen.includes(each)))
    onChange(next.length === 0 ? undefined : next)
  }
  return (
    <div role="group" aria-labelledby={ids.label} aria-describedby={ids.notes} className={layoutOf(ui.options, language)}>
      {(ui.options ?? []).map((option) => (
        <label key={String(option.value)} className={styles.option}>
          <input
            type="checkbox"
            id={isFirst(ui.options, option) ? ids.input : `${name}-${option.value}`}
            checked={chosen.includes(option.value)}
            onChange={() => toggle(option)}
          />
          <span className={styles.box} aria-hidden="true">
            <Icon name="check" size="1.1em" />
          </span>
          <span>{say(option.label)}</span>
        </label>
      ))}
    </div>
  )
}

/** Two beside each other on a phone; below each other where a word would not fit into half of it. */
function layoutOf(options: Option[] = [], language: Language): string {
  const hasLongWord = options.some(({ label }) => LONG_WORD.test(label[language]))
  return `${styles.options} ${hasLongWord ? styles.long : ''}`
}

/** The first option carries the field's id, to which the review jumps. */
function isFirst(options: Option[] | undefined, option: Option): boolean {
  return options?.[0] === option
}

/** Of bold letters eight stand beside the mark. */
const LONG_WORD = /[A-Za-z]{9}/

const YES_OR_NO: Option[] = [
  { value: true, label: texts['forms.field.yes'] },
  { value: false, label: texts['forms.field.no'] },
]
