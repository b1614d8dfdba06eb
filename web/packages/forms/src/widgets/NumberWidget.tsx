import { parseScaled, plainScaled, useI18n, withoutTrailingZeros } from '@ronghe/ui'
import { useState } from 'react'
import { texts, unitWords } from '../texts'
import styles from './inputs.module.css'
import { describedBy, type WidgetProps } from './widget'

/** A number with its unit; a `decimal` is an integer in units of 10^-scale. */
export function NumberWidget(props: WidgetProps) {
  return <ScaledInput {...props} look={styles.input ?? ''} write={withoutTrailingZeros} />
}

/** A register value: huge, every digit in its place. */
export function MeterReadingWidget(props: WidgetProps) {
  return <ScaledInput {...props} look={`${styles.input} ${styles.reading}`} write={(digits) => digits} />
}

function ScaledInput(props: WidgetProps & { look: string; write: (digits: string) => string }) {
  const { t, language } = useI18n(texts)
  const scale = props.ui.scale ?? 0
  const kept = typeof props.value === 'number' ? props.write(plainScaled(props.value, scale)) : ''
  // What is being typed may be no number yet ("12."), so it is kept apart from the value until it is left.
  const [typed, setTyped] = useState<string>()
  const unreadable = typed !== undefined && typed.trim() !== '' && parseScaled(typed, scale) === undefined

  return (
    <div>
      <div className={styles.row}>
        <input
          {...describedBy(props)}
          id={props.ids.input}
          className={props.look}
          type="text"
          inputMode={scale > 0 ? 'decimal' : 'numeric'}
          autoComplete="off"
          aria-invalid={props.invalid || unreadable}
          value={typed ?? kept}
          onChange={(event) => {
            const text = event.target.value.replace(/[。．]/g, '.')
            setTyped(text)
            props.onChange(parseScaled(text, scale))
          }}
          onBlur={() => {
            if (!unreadable) setTyped(undefined)
          }}
        />
        {props.ui.unit && <span className={styles.unit}>{unitWords(props.ui.unit, language)}</span>}
      </div>
      {unreadable && (
        <p className={styles.problem} role="alert">
          {t('forms.fault.not_a_number', { scale })}
        </p>
      )}
    </div>
  )
}
