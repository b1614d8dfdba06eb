import { Icon } from '@ronghe/ui'
import { DUTY_KINDS, dutyKind } from './dutyKinds'
import { useDutyKindWords } from './useDutyWords'
import styles from './roster.module.css'

/** A kind of duty: its word in a frame of its own, with a sign. */
export function DutyChip({ kind, hours }: { kind: string; hours?: string }) {
  const words = useDutyKindWords()(kind)
  const known = dutyKind(kind)
  return (
    <span className={`${styles.chip} ${known ? styles[known] : ''}`}>
      <span className={styles.chipKind}><Icon name={known ? DUTY_KINDS[known].icon : 'clock'} size="1em" /> {words}</span>
      {hours !== undefined && <span className={styles.chipHours}>{hours}</span>}
    </span>
  )
}
