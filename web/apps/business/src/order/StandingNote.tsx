import type { Stage } from '@ronghe/field'
import { Icon, toneClass, useI18n, type IconName, type Meaning } from '@ronghe/ui'
import { useOrderInHand } from './OrderRoom'
import styles from './notes.module.css'
import { texts } from './texts'

/** Why there is nothing to do here now: read only, ended, suspended, or somebody else's turn. */
export function StandingNote({ stage }: { stage: Stage | undefined }) {
  const { t } = useI18n(texts)
  const { detail } = useOrderInHand()
  const standing = standingOf(detail.order.state, detail.read_only ?? false, stage)
  if (standing === undefined) return null
  const { icon, meaning } = LOOKS[standing]
  return (
    <p className={`${styles.note} ${toneClass(meaning)}`} role="status">
      <Icon name={icon} /> <span>{t(`order.standing.${standing}`)}</span>
    </p>
  )
}

type Standing = 'read_only' | 'suspended' | 'terminated' | 'archived' | 'with_others'

function standingOf(
  state: 'open' | Extract<Standing, 'suspended' | 'terminated' | 'archived'>,
  read_only: boolean,
  stage: Stage | undefined,
): Standing | undefined {
  if (state !== 'open') return state
  if (read_only) return 'read_only'
  return stage === undefined ? 'with_others' : undefined
}

const LOOKS: Record<Standing, { icon: IconName; meaning: Meaning }> = {
  read_only: { icon: 'eye', meaning: 'soon' },
  suspended: { icon: 'pause', meaning: 'plain' },
  terminated: { icon: 'stop', meaning: 'plain' },
  archived: { icon: 'check', meaning: 'done' },
  with_others: { icon: 'waiting', meaning: 'plain' },
}
