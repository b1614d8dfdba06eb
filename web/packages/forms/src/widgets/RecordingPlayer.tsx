import { formatSeconds, Icon, useI18n } from '@ronghe/ui'
import { useEffect, useRef, useState } from 'react'
import type { Medium } from '../model/values'
import { texts } from '../texts'
import styles from './recordings.module.css'

interface RecordingPlayerProps {
  url: string
  medium: Medium
  /** The browser does not know it: a recorder writes no length into its stream. */
  durationMs: number
}

/** One large button that plays and pauses, for gloves, and how far it is. */
export function RecordingPlayer({ url, medium, durationMs }: RecordingPlayerProps) {
  const { t } = useI18n(texts)
  const media = useRef<HTMLVideoElement & HTMLAudioElement>(null)
  const [isPlaying, setPlaying] = useState(false)
  const [isBroken, setBroken] = useState(false)
  const [at, setAt] = useState(0)

  useEffect(() => {
    const element = media.current
    return () => element?.pause()
  }, [])

  const toggle = () => {
    const element = media.current
    if (!element) return
    if (isPlaying) return element.pause()
    // What was played to its end begins anew.
    if (element.ended) element.currentTime = 0
    element.play().catch((fault: unknown) => {
      // A pause that came before the first frame is no fault of the recording.
      if (!(fault instanceof DOMException && fault.name === 'AbortError')) setBroken(true)
    })
  }
  const shared = {
    ref: media,
    src: url,
    preload: 'metadata' as const,
    onPlay: () => setPlaying(true),
    onPause: () => setPlaying(false),
    onEnded: () => setPlaying(false),
    onError: () => setBroken(true),
    onTimeUpdate: () => setAt((media.current?.currentTime ?? 0) * 1000),
  }
  const share = durationMs > 0 ? Math.min(1, at / durationMs) : 0
  return (
    <div className={styles.player}>
      {medium === 'video' ? <video {...shared} className={styles.film} playsInline /> : <audio {...shared} />}
      {isBroken ? (
        <p className={styles.broken} role="alert">
          <Icon name="alert" /> {t('forms.recording.unplayable')}
        </p>
      ) : (
        <button type="button" className={styles.play} onClick={toggle}>
          <Icon name={isPlaying ? 'pause' : 'play'} size="1.5em" />
          <span>{t(isPlaying ? 'forms.recording.pause' : 'forms.recording.play')}</span>
          <span className={styles.time}>
            {formatSeconds(at)} / {formatSeconds(durationMs)}
          </span>
          <span className={styles.track} aria-hidden="true">
            <span style={{ transform: `scaleX(${share})` }} />
          </span>
        </button>
      )}
    </div>
  )
}
