import { EntryPace, type Entered } from '@ronghe/forms'
import { Button, Icon, useI18n } from '@ronghe/ui'
import { useEffect, useRef, useState, type FormEvent } from 'react'
import { useCamera } from '../camera/useCamera'
import { Sheet } from '../frame/Sheet'
import { texts } from '../texts'
import { canReadBarcodes, watchForBarcode } from './barcodes'
import styles from './ScanSheet.module.css'

/** A code by camera, by the scan key (which types it and presses Enter), or by hand; it says which. */
export function ScanSheet({ onCode, onClose }: { onCode: (entered: Entered) => void; onClose: () => void }) {
  const { t } = useI18n(texts)
  const [canRead] = useState(canReadBarcodes)
  const { video, state } = useCamera(canRead)
  const [pace] = useState(() => new EntryPace())
  const [entered, setEntered] = useState<Entered>(NOTHING)
  const input = useRef<HTMLInputElement>(null)

  // The scan key types where the focus is, and the sheet has just put that on its first button.
  useEffect(() => input.current?.focus(), [])

  useEffect(() => {
    if (state !== 'on' || !video.current) return
    return watchForBarcode(video.current, (code) => onCode({ code, source: 'scanned' }))
  }, [state, video, onCode])

  const take = () => {
    const code = entered.code.replace(/\s/g, '')
    if (code !== '') onCode({ ...entered, code })
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    take()
  }

  return (
    <Sheet title={t('field.scan.title')} onClose={onClose}>
      {canRead && state !== 'failed' ? (
        <video ref={video} className={styles.view} muted playsInline aria-label={t('field.scan.camera')} />
      ) : (
        <p className={styles.advice}>
          <Icon name="barcode" /> {t('field.scan.by_key')}
        </p>
      )}
      <form className={styles.form} onSubmit={submit}>
        <label className={styles.label}>
          {t('field.scan.code')}
          <input
            ref={input}
            className={styles.input}
            value={entered.code}
            onChange={({ target: { value }, nativeEvent }) => {
              const source = pace.hear(entered.code, value, nativeEvent)
              setEntered({ code: value, source })
            }}
            inputMode="text"
            autoComplete="off"
          />
        </label>
        <Button kind="primary" wide onClick={take}>
          <Icon name="check" /> {t('field.scan.take')}
        </Button>
      </form>
    </Sheet>
  )
}

const NOTHING: Entered = { code: '', source: 'typed' }
