import { Button, Icon, useI18n } from '@ronghe/ui'
import { useEffect, useState } from 'react'
import { texts } from '../texts'
import styles from './PinPad.module.css'
import { isLongEnough, PIN_LEN_MIN, pinKeyOf, press, type PinKey } from './pin'

interface PinPadProps {
  /** What happens with the PIN, as a word on the button. */
  action: string
  busy: boolean
  onPin: (pin: string) => void
}

/** Large keys for a glove; a keyboard works too. */
export function PinPad({ action, busy, onPin }: PinPadProps) {
  const { t } = useI18n(texts)
  const [pin, setPin] = useState('')
  const isReady = isLongEnough(pin) && !busy

  const send = () => {
    if (!isReady) return
    onPin(pin)
    setPin('')
  }

  useEffect(() => {
    const type = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.altKey || event.metaKey) return
      if (event.key === 'Enter' && !(event.target instanceof HTMLButtonElement)) send()
      const key = pinKeyOf(event.key)
      if (key !== undefined) setPin((before) => press(before, key))
    }
    addEventListener('keydown', type)
    return () => removeEventListener('keydown', type)
  })

  return (
    <div className={styles.pad} role="group" aria-label={t('field.pin.pad')}>
      <p className={styles.dots} role="status" aria-label={t('field.pin.typed', { count: pin.length })}>
        {Array.from({ length: Math.max(PIN_LEN_MIN, pin.length) }, (_, at) => (
          <span key={at} className={styles.dot} data-typed={at < pin.length} />
        ))}
      </p>
      <div className={styles.keys}>
        {KEYS.map((key) => (
          <button key={key} type="button" className={styles.key} onClick={() => setPin(press(pin, key))}>
            {key}
          </button>
        ))}
        <button type="button" className={styles.word} onClick={() => setPin('')} disabled={pin === ''}>
          {t('field.pin.clear')}
        </button>
        <button type="button" className={styles.key} onClick={() => setPin(press(pin, '0'))}>
          {ZERO}
        </button>
        <button type="button" className={styles.word} onClick={() => setPin(press(pin, 'delete'))} disabled={pin === ''}>
          <Icon name="keypad_delete" /> {t('field.pin.delete')}
        </button>
      </div>
      <Button kind="primary" wide onClick={send} disabled={!isReady}>
        <Icon name="check" /> {busy ? t('field.pin.checking') : action}
      </Button>
    </div>
  )
}

const KEYS: PinKey[] = ['1', '2', '3', '4', '5', '6', '7', '8', '9']
const ZERO = '0'
