import type { MeterCommand } from '@ronghe/forms'
import { useI18n } from '@ronghe/ui'
import { texts } from './texts'

/** Names commands, one after the other. */
export function useCommandNames(): (commands: MeterCommand[]) => string {
  const { t, language } = useI18n(texts)
  return (commands) => commands.map((command) => t(`command.name.${command}`)).join(language === 'zh' ? '、' : ', ')
}
