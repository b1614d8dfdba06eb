import { commandName, groupNumber, useI18n } from '@ronghe/ui'
import { isGiven } from '../api/given'
import type { AuthorisationEntry, ItemView } from '../api/types'
import { texts } from './texts'

const REASONS = ['unknown', 'unauthorised', 'used_twice', 'told_otherwise', 'rewritten', 'out_of_chain'] as const

/** What is odd about a work at a meter, and what comes next. */
export function MeterWorkReason({ item }: { item: ItemView }) {
  const { t, language } = useI18n(texts)
  const reason = REASONS.find((known) => known === item.reason)
  const { command, meter } = item.detail as { command: AuthorisationEntry['command']; meter?: string | null }
  if (reason === undefined) return item.reason
  return t(`items.meter_work.${reason}`, {
    command: commandName(command, language),
    meter: isGiven(meter) ? groupNumber(meter) : t('items.meter_work.no_meter'),
  })
}
