import { ScanSheet } from '@ronghe/field'
import { Button, Icon, toneClass, useI18n } from '@ronghe/ui'
import { useEffect, useRef, useState } from 'react'
import styles from './confirm.module.css'
import { DIGITS_ASKED, isOnLabel, isRightEnd } from './rightMeter'
import { texts } from './texts'

interface RightMeterProps {
  /** The meter's number first; any of them may be on a label. */
  numbers: [string, ...(string | null | undefined)[]]
  isRight: boolean
  onRight: (isRight: boolean) => void
}

/** Asks whoever stands there to look at the meter: the end of its number, typed or scanned. */
export function RightMeter({ numbers, isRight, onRight }: RightMeterProps) {
  const { t } = useI18n(texts)
  const [typed, setTyped] = useState('')
  const [isScanning, setScanning] = useState(false)
  const verdict = isRightEnd(typed, numbers[0])
  const section = useRef<HTMLElement>(null)
  const isJudged = isRight || verdict !== undefined
  // With a keyboard on the glass there is little room: what was typed, and what is said of it, come into it together.
  useEffect(() => {
    if (isJudged) section.current?.scrollIntoView({ block: 'center' })
  }, [isJudged])
  return (
    <section ref={section} className={styles.step} aria-label={t('confirm.who.title')}>
      <h2 className={styles.stepTitle}>{t('confirm.who.title')}</h2>
      <label className={styles.label} htmlFor="last-digits">
        {t('confirm.who.ask')}
      </label>
      <div className={styles.row}>
        <input
          id="last-digits"
          className={styles.digits}
          value={typed}
          onChange={({ target }) => {
            const digits = target.value.replace(/\D/g, '')
            setTyped(digits)
            onRight(isRightEnd(digits, numbers[0]) === true)
          }}
          inputMode="numeric"
          autoComplete="off"
          maxLength={DIGITS_ASKED}
        />
        <Button onClick={() => setScanning(true)}>
          <Icon name="barcode" /> {t('confirm.who.scan')}
        </Button>
      </div>
      {isRight && (
        <p className={`${styles.verdict} ${toneClass('done')}`} role="status">
          <Icon name="check" /> {t('confirm.who.right')}
        </p>
      )}
      {!isRight && verdict === false && (
        <p className={`${styles.verdict} ${toneClass('late')}`} role="alert">
          <Icon name="alert" /> <span>{t('confirm.who.wrong')}</span>
        </p>
      )}
      {isScanning && (
        <ScanSheet
          title={t('confirm.who.scan')}
          judge={(code) => ({
            code,
            faults: isOnLabel(code, numbers) ? [] : [texts['confirm.who.scanned_other']],
            expected: { zh: numbers[0], en: numbers[0] },
          })}
          onClose={() => setScanning(false)}
          onCode={() => {
            setScanning(false)
            setTyped('')
            onRight(true)
          }}
        />
      )}
    </section>
  )
}
