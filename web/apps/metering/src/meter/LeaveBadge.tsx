import type { Authorisation } from '@ronghe/field'
import { Icon, type MeterCommand, toneClass, useI18n } from '@ronghe/ui'
import styles from './meter.module.css'
import { texts } from './texts'

/** Whether leave for a command is given, or asked for. */
export function LeaveBadge({ leaves, command }: { leaves: Authorisation[]; command: MeterCommand }) {
  const { t } = useI18n(texts)
  const leave = leaves.find((each) => each.command === command && (each.state === 'approved' || each.state === 'requested'))
  if (leave === undefined) return null
  return (
    <span className={`${styles.leave} ${toneClass(leave.state === 'approved' ? 'done' : 'running')}`}>
      <Icon name={leave.state === 'approved' ? 'check' : 'waiting'} size="1em" />{' '}
      {t(leave.state === 'approved' ? 'meter.leave.approved' : 'meter.leave.requested')}
    </span>
  )
}
