import { formatExact, formatPercent, formatSeconds, Icon, useI18n } from '@ronghe/ui'
import { useMay } from '../session/useSession'
import type { Evidence } from './attachments'
import { EvidenceStateTag } from './EvidenceStateTag'
import { EvidencePicture } from './EvidencePicture'
import { MaskedNote } from './MaskedNote'
import { texts } from './texts'
import styles from './orderPage.module.css'

interface EvidenceTileProps {
  evidence: Evidence
  onOpen: () => void
  onUnmask: () => void
}

/** One file: its picture once it is whole, what it shows, when it was taken, and how far it has got. */
export function EvidenceTile({ evidence, onOpen, onUnmask }: EvidenceTileProps) {
  const { t, say } = useI18n(texts)
  const may = useMay()
  const { row, label, takenAt, state, recording } = evidence
  const isWhole = state === 'complete' && may('read_evidence')
  const isLocked = isWhole && row.masked === true
  const name = label ? say(label) : t('orders.evidence.unnamed')
  return (
    <button type="button" className={styles.tile} onClick={isLocked && may('unmask_personal_data') ? onUnmask : onOpen}>
      <span className={styles.tilePicture}>
        {isLocked && <MaskedNote />}
        {isWhole && !isLocked && <EvidencePicture row={row} className={styles.tileImage} />}
        {!isWhole && (
          <span className={styles.noPicture}>
            <Icon name="camera" size="1.5rem" />
            {state === 'partial' && formatPercent(row.received / row.size)}
          </span>
        )}
      </span>
      <strong>{name}</strong>
      <span className={styles.muted}>
        {takenAt && formatExact(takenAt)}
        {recording && ` · ${formatSeconds(recording.duration_ms)}`}
      </span>
      <EvidenceStateTag state={state} />
    </button>
  )
}
