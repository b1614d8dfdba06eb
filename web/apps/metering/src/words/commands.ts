import type { MeterCommand } from '@ronghe/forms'
import type { IconName } from '@ronghe/ui'

/** What the terminal can do at a meter: how it looks, and whether the meter is another one afterwards. */
export interface CommandLook {
  icon: IconName
  /** It needs leave, a business card and a deliberate hand. */
  changes: boolean
}

export const COMMANDS: Record<MeterCommand, CommandLook> = {
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
}

/** A command after which the meter is another one. */
export type Change = Exclude<MeterCommand, 'acquire' | 'read' | 'snapshot'>

export function isChange(word: string): word is Change {
  return word in COMMANDS && COMMANDS[word as MeterCommand].changes
}
