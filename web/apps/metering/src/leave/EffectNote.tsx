import type { MeterCommand } from '@ronghe/forms'
import { Icon, toneClass, useI18n } from '@ronghe/ui'
import { COMMANDS, isChange } from '../words/commands'
import { texts as words } from '../words/texts'
import styles from './leave.module.css'

/** What will happen, in one sentence. */
export function EffectNote({ command }: { command: MeterCommand }) {
  const { t } = useI18n(words)
  if (!isChange(command)) return null
  return (
    <p className={`${styles.effect} ${toneClass(command === 'trip' ? 'late' : 'soon')}`}>
      <Icon name={COMMANDS[command].icon} size="1.75rem" /> <strong>{t(`command.effect.${command}`)}</strong>
    </p>
  )
}
