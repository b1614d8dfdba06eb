import type { Meter } from '@ronghe/field'
import { COMMAND_LOOKS, commandName, Icon, type MeterCommand, useI18n, useLanguage } from '@ronghe/ui'
import { LeaveBadge } from './LeaveBadge'
import styles from './meter.module.css'
import { texts } from './texts'

interface ActionsProps {
  meter: Meter
  isBusy: boolean
  onAct: (command: MeterCommand) => void
}

/** What stands above already is not offered twice. */
type OthersProps = ActionsProps & { without: MeterCommand[] }

/** What can be done, as large buttons: what only looks above what changes the meter. */
export function Actions({ meter, isBusy, onAct, without }: OthersProps) {
  const { t } = useI18n(texts)
  const groups = GROUPS.map(({ title, commands }) => ({ title, commands: commands.filter((each) => !without.includes(each)) }))
  return groups.map(({ title, commands }) => (
    <section key={title} className={styles.group} aria-label={t(title)}>
      <h2 className={styles.groupTitle}>{t(title)}</h2>
      <div className={styles.actions}>
        {commands.map((command) => (
          <ActionButton key={command} command={command} meter={meter} isBusy={isBusy} onAct={onAct} />
        ))}
      </div>
    </section>
  ))
}

function ActionButton({ command, meter, isBusy, onAct }: ActionsProps & { command: MeterCommand }) {
  const language = useLanguage()
  const { icon, changes } = COMMAND_LOOKS[command]
  return (
    <button
      type="button"
      className={styles.action}
      data-changes={changes}
      data-grave={command === 'trip'}
      onClick={() => onAct(command)}
      disabled={isBusy && !changes}
    >
      <Icon name={icon} size="1.75rem" />
      <span>{commandName(command, language)}</span>
      <LeaveBadge leaves={meter.authorisations} command={command} />
    </button>
  )
}

const GROUPS = [
  { title: 'meter.look.title', commands: ['read', 'snapshot', 'acquire'] },
  {
    title: 'meter.switch.title',
    commands: ['trip', 'permit_close', 'direct_close', 'guard_on', 'guard_off', 'alarm_on', 'alarm_off'],
  },
  { title: 'meter.set.title', commands: ['set_clock', 'set_parameter', 'recharge', 'update_keys'] },
] as const satisfies { title: keyof typeof texts; commands: MeterCommand[] }[]
