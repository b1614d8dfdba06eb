import { formatExact, formatPercent, Icon, useI18n } from '@ronghe/ui'
import { useMay } from '../session/useSession'
import type { Evidence } from './attachments'
import { EvidenceStateTag } from './EvidenceStateTag'
import { EvidencePicture } from './EvidencePicture'
import { texts } from './texts'
import styles from './orderPage.module.css'

/** One file: its picture once it is whole, what it shows, when it was taken, and how far it has got. */
export function EvidenceTile({ evidence, onOpen }: { evidence: Evidence; onOpen: () => void }) {
  const { t, say } = useI18n(texts)
  const mayLook = useMay()('read_evidence')
  const { row, label, takenAt, state } = evidence
  const name = label ? say(label) : t('orders.evidence.unnamed')
  return (
    <button type="button" className={styles.tile} onClick={onOpen}>
      <span className={styles.tilePicture}>
        {state === 'complete' && mayLook ? (
          <EvidencePicture row={row} className={styles.tileImage} />
        ) : (
          <span className={styles.noPicture}>
            <Icon name="camera" size="1.5rem" />
            {state === 'partial' && formatPercent(row.received / row.size)}
          </span>
        )}
      </span>
      <strong>{name}</strong>
      <span className={styles.muted}>{takenAt && formatExact(takenAt)}</span>
      <EvidenceStateTag state={state} />
    </button>
  )
}
