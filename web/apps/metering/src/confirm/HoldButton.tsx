import { useI18n } from '@ronghe/ui'
import { useCallback, useEffect, useRef, useState } from 'react'
import styles from './confirm.module.css'
import { texts } from './texts'

interface HoldButtonProps {
  /** What holding does, in a word. */
  command: string
  disabled: boolean
  isGrave: boolean
  onHeld: () => void
}

/**
 * Does its work only after it was held for three seconds without a break: by a finger that stays on it, or by the space
 * bar or Enter. A tap, a click of a screen reader, a slip, a second finger, a page that loses the focus: nothing.
 */
export function HoldButton({ command, disabled, isGrave, onHeld }: HoldButtonProps) {
  const { t } = useI18n(texts)
  const [left, setLeft] = useState<number>()
  const [isEarly, setEarly] = useState(false)
  const timer = useRef<ReturnType<typeof setInterval>>(undefined)
  const button = useRef<HTMLButtonElement>(null)
  const isHolding = left !== undefined

  const release = useCallback(() => {
    if (timer.current === undefined) return
    clearInterval(timer.current)
    timer.current = undefined
    setLeft(undefined)
    setEarly(true)
  }, [])

  const begin = () => {
    if (disabled || timer.current !== undefined) return
    let seconds = HOLD_S
    setEarly(false)
    setLeft(seconds)
    timer.current = setInterval(() => {
      seconds -= 1
      if (seconds > 0) return setLeft(seconds)
      clearInterval(timer.current)
      timer.current = undefined
      setLeft(undefined)
      navigator.vibrate?.(FELT_MS)
      onHeld()
    }, SECOND_MS)
  }

  useEffect(() => {
    addEventListener('blur', release)
    document.addEventListener('visibilitychange', release)
    return () => {
      removeEventListener('blur', release)
      document.removeEventListener('visibilitychange', release)
      clearInterval(timer.current)
      timer.current = undefined
    }
  }, [release])

  // A step that is taken back while the button is held takes the holding back.
  useEffect(() => {
    if (disabled) release()
  }, [disabled, release])

  return (
    <>
      <button
        ref={button}
        type="button"
        className={styles.hold}
        data-holding={isHolding}
        data-grave={isGrave}
        disabled={disabled}
        aria-describedby="hold-note"
        onPointerDown={(event) => {
          if (!event.isPrimary || event.button !== 0) return release()
          begin()
        }}
        onPointerMove={({ clientX, clientY }) => {
          const box = button.current?.getBoundingClientRect()
          const isOn = box && clientX >= box.left && clientX <= box.right && clientY >= box.top && clientY <= box.bottom
          if (!isOn) release()
        }}
        onPointerUp={release}
        onPointerCancel={release}
        onPointerLeave={release}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' && event.key !== ' ') return
          event.preventDefault()
          // A key that was down before the focus came here began something else.
          if (!event.repeat) begin()
        }}
        onKeyUp={release}
        onBlur={release}
        onContextMenu={(event) => event.preventDefault()}
      >
        <HoldRing left={left} />
        <span>{isHolding ? t('confirm.hold.holding', { seconds: left }) : t('confirm.hold.action', { command })}</span>
      </button>
      <p id="hold-note" className={styles.holdNote} role="status">
        {isEarly && !isHolding ? t('confirm.hold.early') : t('confirm.hold.note')}
      </p>
    </>
  )
}

/** Closes within the three seconds; the figure in it counts down for whoever sees no movement. */
function HoldRing({ left }: { left: number | undefined }) {
  const share = left === undefined ? 0 : (HOLD_S - left + 1) / HOLD_S
  return (
    <span className={styles.ring} aria-hidden="true">
      <svg viewBox="0 0 48 48">
        <circle className={styles.track} cx="24" cy="24" r={RADIUS} />
        <circle
          className={styles.arc}
          cx="24"
          cy="24"
          r={RADIUS}
          strokeDasharray={`${CIRCUMFERENCE} ${CIRCUMFERENCE}`}
          strokeDashoffset={CIRCUMFERENCE * (1 - share)}
        />
      </svg>
      <span>{left ?? HOLD_S}</span>
    </span>
  )
}

const HOLD_S = 3
const SECOND_MS = 1000
const RADIUS = 20
const CIRCUMFERENCE = 2 * Math.PI * RADIUS
/** Felt through a glove. */
const FELT_MS = 80
