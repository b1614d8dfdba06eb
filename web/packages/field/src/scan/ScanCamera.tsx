import { Icon, useI18n } from '@ronghe/ui'
import { useEffect, useRef, useState } from 'react'
import type { Camera } from '../camera/useCamera'
import { texts } from '../texts'
import styles from './ScanSheet.module.css'
import { watchForCodes } from './watchForCodes'

interface ScanCameraProps {
  camera: Camera
  /** The keyboard needs the room. */
  isSmall: boolean
  /** Looks anew whenever it changes, also at what was already read. */
  round: number
  onCode: (code: string) => void
}

/** The camera's picture with the window in which the code is to be held; without a camera, what to do instead. */
export function ScanCamera({ camera: { video, state }, isSmall, round, onCode }: ScanCameraProps) {
  const { t } = useI18n(texts)
  const window = useRef<HTMLDivElement>(null)
  const [isBroken, setBroken] = useState(false)

  useEffect(() => {
    if (state !== 'on' || !video.current) return
    return watchForCodes(video.current, () => partOf(window.current), { onCode, onFault: () => setBroken(true) })
  }, [state, video, round, onCode])

  if (state === 'failed' || isBroken) {
    return (
      <p className={styles.advice} role="status">
        <Icon name="barcode" size="2rem" /> <span>{t('field.scan.by_key')}</span>
      </p>
    )
  }
  return (
    <div className={styles.camera} data-small={isSmall}>
      <video ref={video} className={styles.view} muted playsInline aria-label={t('field.scan.camera')} />
      <div ref={window} className={styles.window} />
      <p className={styles.how} role="status">
        {t(state === 'on' ? 'field.scan.hold' : 'field.scan.opening')}
      </p>
    </div>
  )
}

/** Where the window lies on the picture, which fills the same room. */
function partOf(window: HTMLDivElement | null) {
  if (window === null) return undefined
  return { x: window.offsetLeft, y: window.offsetTop, width: window.offsetWidth, height: window.offsetHeight }
}
