import { Button, Icon, useI18n } from '@ronghe/ui'
import { useEffect, useState } from 'react'
import styles from './confirm.module.css'
import { isWholeNumber } from './rightMeter'
import { texts } from './texts'

interface StepwiseConfirmProps {
  command: string
  number: string
  isBusy: boolean
  onConfirmed: () => void
}

/**
 * For whoever cannot hold a button, or reads the page with a screen reader: the whole number, then two buttons with three
 * seconds between them, the second of which lapses. As deliberate as holding, and no tap by accident passes.
 */
export function StepwiseConfirm({ command, number, isBusy, onConfirmed }: StepwiseConfirmProps) {
  const { t } = useI18n(texts)
  const [typed, setTyped] = useState('')
  /** Counts down from the arming; below nothing it is armed, and lapses. */
  const [left, setLeft] = useState<number>()
  const isRight = isWholeNumber(typed, number)
  const isArming = left !== undefined
  const isArmed = isArming && left <= 0

  useEffect(() => {
    if (!isArming) return
    const counting = setInterval(() => {
      setLeft((before) => (before === undefined || before <= -ARMED_S ? undefined : before - 1))
    }, SECOND_MS)
    return () => clearInterval(counting)
  }, [isArming])

  return (
    <div className={styles.steps}>
      <label className={styles.field}>
        <span className={styles.label}>{t('confirm.step.number', { count: number.length })}</span>
        <input
          className={styles.input}
          value={typed}
          onChange={({ target }) => {
            setTyped(target.value)
            setLeft(undefined)
          }}
          inputMode="numeric"
          autoComplete="off"
          maxLength={NUMBER_LEN_MAX}
        />
      </label>
      <Button wide onClick={() => setLeft(WAIT_S)} disabled={!isRight || isArming || isBusy}>
        <Icon name="lock" /> {t('confirm.step.arm')}
      </Button>
      <p className={styles.holdNote} role="status">
        {isArming && (isArmed ? t('confirm.step.armed') : t('confirm.step.wait', { seconds: left }))}
      </p>
      <Button
        kind="primary"
        wide
        disabled={!isArmed || isBusy}
        onClick={() => {
          setLeft(undefined)
          onConfirmed()
        }}
      >
        <Icon name="check" /> {t('confirm.step.go', { command })}
      </Button>
    </div>
  )
}

const WAIT_S = 3
const ARMED_S = 10
const SECOND_MS = 1000
const NUMBER_LEN_MAX = 20
