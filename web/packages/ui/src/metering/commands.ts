import type { IconName } from '../components/Icon'
import { translate, type Language } from '../i18n/texts'
import { texts } from './texts'

/** How a command to a meter looks, and whether the meter is another one afterwards. */
export interface CommandLook {
  icon: IconName
  /** It needs leave, a business card and a deliberate hand. */
  changes: boolean
}

const LOOKS = {
  acquire: { icon: 'search', changes: false },
  read: { icon: 'meter', changes: false },
  snapshot: { icon: 'eye', changes: false },
  trip: { icon: 'relay_open', changes: true },
  permit_close: { icon: 'check', changes: true },
  direct_close: { icon: 'relay_closed', changes: true },
  alarm_on: { icon: 'bell', changes: true },
  alarm_off: { icon: 'bell_off', changes: true },
  guard_on: { icon: 'shield', changes: true },
  guard_off: { icon: 'shield_off', changes: true },
  set_clock: { icon: 'clock', changes: true },
  set_parameter: { icon: 'settings', changes: true },
  update_keys: { icon: 'key', changes: true },
  recharge: { icon: 'wallet', changes: true },
} as const satisfies Record<string, CommandLook>

/** What can be done at a meter (仪表作业), in the words of `crates/vocabulary/src/meter_command.rs`. */
export type MeterCommand = keyof typeof LOOKS

/** A command after which the meter is another one. */
export type MeterChange = { [Command in MeterCommand]: (typeof LOOKS)[Command]['changes'] extends true ? Command : never }[MeterCommand]

export const COMMAND_LOOKS: Record<MeterCommand, CommandLook> = LOOKS

/** In the order in which they are listed. */
export const METER_COMMANDS = Object.keys(LOOKS) as MeterCommand[]

export function isMeterCommand(word: unknown): word is MeterCommand {
  return typeof word === 'string' && Object.hasOwn(LOOKS, word)
}

/** Whether it is a command after which the meter is another one. */
export function isMeterChange(word: unknown): word is MeterChange {
  return isMeterCommand(word) && COMMAND_LOOKS[word].changes
}

export function commandName(command: MeterCommand, language: Language): string {
  return translate(texts[`command.name.${command}`], language)
}

/** Names commands, one after the other. */
export function commandNames(commands: MeterCommand[], language: Language): string {
  return commands.map((command) => commandName(command, language)).join(language === 'zh' ? '、' : ', ')
}

/** What will happen to the customer and his meter, in one sentence. */
export function commandEffect(command: MeterChange, language: Language): string {
  return translate(texts[`command.effect.${command}`], language)
}
