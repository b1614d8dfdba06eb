import { useI18n } from '@ronghe/ui'
import { Button, Modal } from 'antd'
import type { Maybe } from '../api/types'
import type { Evidence } from './attachments'
import { EvidenceFacts } from './EvidenceFacts'
import { EvidencePicture } from './EvidencePicture'
import { MaskedNote } from './MaskedNote'
import { useMay } from '../session/useSession'
import { texts } from './texts'
import styles from './orderPage.module.css'

interface LightboxProps {
  evidence: Evidence[]
  at: number
  station: Maybe<string>
  /** The version that the order runs under. */
  bundle: string
  onGo: (at: number) => void
  onUnmask: () => void
  onClose: () => void
}

/** A picture large, with everything that proves it; the arrow keys lead through the gallery. */
export function Lightbox({ evidence, at, station, bundle, onGo, onUnmask, onClose }: LightboxProps) {
  const { t, say } = useI18n(texts)
  const may = useMay()
  const mayLook = may('read_evidence')
  const shown = evidence[at]
  if (!shown) return null
  const go = (step: number) => onGo((at + step + evidence.length) % evidence.length)
  const isWhole = shown.state === 'complete' && mayLook
  const isLocked = isWhole && shown.row.masked === true
  const title = shown.label ? say(shown.label) : t('orders.evidence.unnamed')
  return (
    <Modal
      open
      width="min(1180px, 94vw)"
      title={title}
      onCancel={onClose}
      footer={
        <div className={styles.lightboxFoot}>
          <Button onClick={() => go(-1)}>{t('orders.evidence.previous')}</Button>
          <span>{t('orders.evidence.place', { at: at + 1, all: evidence.length })}</span>
          <Button onClick={() => go(1)}>{t('orders.evidence.next')}</Button>
        </div>
      }
    >
      <div
        className={styles.lightbox}
        onKeyDown={(event) => {
          const step = STEPS[event.key]
          if (step !== undefined) go(step)
        }}
      >
        <div className={styles.lightboxPicture}>
          {!isWhole && <p className={styles.muted}>{t(mayLook ? 'orders.evidence.not_here' : 'orders.evidence.not_allowed')}</p>}
          {isWhole && !isLocked && <EvidencePicture row={shown.row} alt={title} className={styles.lightboxImage} plays />}
          {isLocked && (
            <div className={styles.lightboxMasked}>
              <MaskedNote />
              {may('unmask_personal_data') && <Button type="primary" onClick={onUnmask}>{t('orders.unmask.show')}</Button>}
            </div>
          )}
        </div>
        <EvidenceFacts evidence={shown} station={station} bundle={bundle} />
      </div>
    </Modal>
  )
}

const STEPS: Record<string, number> = { ArrowLeft: -1, ArrowRight: 1 }
