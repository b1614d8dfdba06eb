import { Icon, toneClass, useI18n, type IconName } from '@ronghe/ui'
import { isMet, type EvidenceKind, type EvidenceNeed } from '../check/evidence'
import { texts } from '../texts'
import styles from './EvidenceTiles.module.css'

interface EvidenceTilesProps {
  needs: EvidenceNeed[]
  onOpen: (field: string) => void
}

/** The evidence that is asked for, each a tile that fills up. */
export function EvidenceTiles({ needs, onOpen }: EvidenceTilesProps) {
  const { t, say } = useI18n(texts)
  return (
    <ul className={styles.tiles} aria-label={t('forms.evidence.title')}>
      {needs.map((need) => (
        <li key={need.field}>
          <button
            type="button"
            className={`${styles.tile} ${toneClass(meaningOf(need))}`}
            onClick={() => onOpen(need.field)}
          >
            <span className={styles.top}>
              <Icon name={isMet(need) && need.present > 0 ? 'check' : ICONS[need.kind]} size="1.5rem" />
              <span className={styles.count}>{countOf(need)}</span>
            </span>
            <span>{say(need.label)}</span>
          </button>
        </li>
      ))}
    </ul>
  )
}

function meaningOf(need: EvidenceNeed): 'done' | 'soon' | 'plain' {
  if (!isMet(need)) return 'soon'
  return need.present > 0 ? 'done' : 'plain'
}

function countOf(need: EvidenceNeed): string {
  return `${need.present}/${Math.max(need.min, need.present, 1)}`
}

const ICONS: Record<EvidenceKind, IconName> = {
  photo: 'camera',
  voice: 'microphone',
  video: 'video',
  signature: 'pen',
  position: 'pin',
  second_person: 'person',
  safety_checks: 'alert',
}
