import { useCamera } from '@ronghe/field'
import { Button, Icon, useI18n } from '@ronghe/ui'
import { useEffect, useRef, useState } from 'react'
import { frameOf } from './frameOf'
import styles from './PhotoSheet.module.css'
import { texts } from './texts'
import { useShutterKeys } from './useShutterKeys'

/** The camera with a large shutter; a volume key or Enter presses it, too. Without a camera, the system's own. */
export function Viewfinder({ onShot }: { onShot: (picture: Blob) => void }) {
  const { t } = useI18n(texts)
  const { video, state } = useCamera()
  const shutter = useRef<HTMLButtonElement>(null)
  const file = useRef<HTMLInputElement>(null)
  const [isShooting, setShooting] = useState(false)

  const shoot = async () => {
    if (isShooting || state !== 'on' || !video.current) return
    setShooting(true)
    const picture = await frameOf(video.current)
    setShooting(false)
    if (picture) onShot(picture)
  }

  // Enter presses what has the focus, so that is the shutter.
  useEffect(() => {
    if (state === 'on') shutter.current?.focus()
  }, [state])

  useShutterKeys(() => void shoot())

  if (state === 'failed') {
    return (
      <div className={styles.fallback}>
        <p>{t('photo.camera.failed')}</p>
        <Button kind="primary" wide onClick={() => file.current?.click()}>
          <Icon name="camera" /> {t('photo.camera.system')}
        </Button>
        <input
          ref={file}
          hidden
          type="file"
          accept="image/jpeg"
          capture="environment"
          aria-label={t('photo.camera.system')}
          onChange={(event) => {
            const [picture] = event.target.files ?? []
            if (picture) onShot(picture)
          }}
        />
      </div>
    )
  }
  return (
    <>
      <video ref={video} className={styles.view} muted playsInline aria-label={t('photo.camera.view')} />
      <div className={styles.shutterRow}>
        <button
          ref={shutter}
          type="button"
          className={styles.shutter}
          onClick={() => void shoot()}
          disabled={state !== 'on' || isShooting}
        >
          <Icon name="camera" size="2.5rem" />
          {t(state === 'on' ? 'photo.camera.shoot' : 'photo.camera.opening')}
        </button>
      </div>
    </>
  )
}
