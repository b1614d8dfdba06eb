import { useI18n } from '@ronghe/ui'
import { texts } from '../texts'
import styles from './inputs.module.css'
import { describedBy, type WidgetProps } from './widget'

/** One line of text. */
export function TextWidget(props: WidgetProps) {
  const { ui, schema, value, ids } = props
  return (
    <input
      {...describedBy(props)}
      id={ids.input}
      className={styles.input}
      type="text"
      inputMode={ui.keyboard === 'numeric' ? 'numeric' : 'text'}
      maxLength={schema.maxLength}
      autoComplete="off"
      value={typeof value === 'string' ? value : ''}
      onChange={(event) => props.onChange(textOrNothing(event.target.value))}
    />
  )
}

/** Several lines, with the count where there is a limit. */
export function TextareaWidget(props: WidgetProps) {
  const { schema, value, ids } = props
  const { t } = useI18n(texts)
  const text = typeof value === 'string' ? value : ''
  return (
    <div>
      <textarea
        {...describedBy(props)}
        id={ids.input}
        className={styles.textarea}
        rows={4}
        maxLength={schema.maxLength}
        value={text}
        onChange={(event) => props.onChange(textOrNothing(event.target.value))}
      />
      {schema.maxLength !== undefined && (
        <p className={styles.count}>{t('forms.field.characters', { count: text.length, limit: schema.maxLength })}</p>
      )}
    </div>
  )
}

/** An emptied input is a missing value, so that "required" means the same everywhere. */
export function textOrNothing(text: string): string | undefined {
  return text === '' ? undefined : text
}
