import { COMMAND_LOOKS, commandEffect, Icon, isMeterChange, type MeterCommand, toneClass, useLanguage } from '@ronghe/ui'
import styles from './leave.module.css'

/** What will happen, in one sentence. */
export function EffectNote({ command }: { command: MeterCommand }) {
  const language = useLanguage()
  if (!isMeterChange(command)) return null
  return (
    <p className={`${styles.effect} ${toneClass(command === 'trip' ? 'late' : 'soon')}`}>
      <Icon name={COMMAND_LOOKS[command].icon} size="1.75rem" /> <strong>{commandEffect(command, language)}</strong>
    </p>
  )
}
