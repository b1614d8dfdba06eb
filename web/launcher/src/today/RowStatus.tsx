import type { OrderLine } from '@ronghe/field'
import { Icon, OrderStateBadge, StageStateBadge, toneClass, useI18n, type IconName, type Meaning } from '@ronghe/ui'
import styles from './RowStatus.module.css'
import { texts } from './texts'

/** The one status of a row: what holds it up before what it has reached. */
export function RowStatus({ line }: { line: OrderLine }) {
  const { t } = useI18n(texts)
  const { stage, state } = line
  const hold = holdOf(line)
  if (hold) {
    const { icon, meaning } = HOLDS[hold]
    return (
      <span className={`${styles.badge} ${toneClass(meaning)}`}>
        <Icon name={icon} size="1em" /> {t(`today.hold.${hold}`)}
      </span>
    )
  }
  return stage && state === 'open' ? <StageStateBadge state={stage.state} /> : <OrderStateBadge state={state} />
}

type Hold = 'refused' | 'read_only' | 'to_send' | 'with_others'

function holdOf({ lane, read_only, stage, state }: OrderLine): Hold | undefined {
  if (lane === 'parked') return 'refused'
  if (read_only) return 'read_only'
  if (stage !== undefined || state !== 'open') return undefined
  return lane === 'waiting' ? 'to_send' : 'with_others'
}

const HOLDS: Record<Hold, { icon: IconName; meaning: Meaning }> = {
  refused: { icon: 'alert', meaning: 'late' },
  read_only: { icon: 'eye', meaning: 'plain' },
  to_send: { icon: 'upload', meaning: 'soon' },
  with_others: { icon: 'waiting', meaning: 'plain' },
}
