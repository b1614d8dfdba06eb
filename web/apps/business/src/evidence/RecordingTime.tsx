import type { RecorderState } from '@ronghe/field'
import { formatSeconds, Icon, useI18n } from '@ronghe/ui'
import { useEffect, useState } from 'react'
import styles from './RecordingSheet.module.css'
import { texts } from './texts'

interface RecordingTimeProps {
  state: Extract<RecorderState, { is: 'ready' | 'recording' }>
  onTimeUp: () => void
}

/** How long it has been recorded and how long it may still be; when that is over, it stops. */
export function RecordingTime({ state, onTimeUp }: RecordingTimeProps) {
  const { t } = useI18n(texts)
  const [now, setNow] = useState(() => performance.now())
  const isRecording = state.is === 'recording'
  useEffect(() => {
    if (!isRecording) return
    const timer = setInterval(() => setNow(performance.now()), TICK_MS)
    return () => clearInterval(timer)
  }, [isRecording])
  const elapsed = isRecording ? Math.max(0, now - state.since) : 0
  const left = isRecording ? Math.max(0, state.secondsMax * 1000 - elapsed) : undefined
  const isUp = left === 0
  useEffect(() => {
    if (isUp) onTimeUp()
  }, [isUp, onTimeUp])

  if (left === undefined) return <p className={styles.waiting}>{t('recording.run.ready')}</p>
  return (
    <>
      <p className={styles.word}>
        <span className={styles.dot} aria-hidden="true" />
        {t('recording.run.running')}
      </p>
      <p className={styles.time} role="timer">
        {formatSeconds(elapsed)}
      </p>
      <p className={styles.left} data-soon={left <= SOON_MS}>
        {left <= SOON_MS && <Icon name="clock" size="1em" />}
        {t('recording.run.left', { seconds: Math.ceil(left / 1000) })}
      </p>
    </>
  )
}

const TICK_MS = 200
const SOON_MS = 10_000
