import { useI18n, type Text } from '@ronghe/ui'
import type { ItemView } from '../api/types'
import { OutcomeWords } from '../outcome/OutcomeWords'
import { MeterWorkReason } from './MeterWorkReason'
import { nearestOf } from './nearest'
import { texts } from './texts'

/** Why it waits for the office, in a sentence. */
export function ItemReason({ item }: { item: ItemView }) {
  const { t, say } = useI18n(texts)
  const said = (item.detail as { reason?: unknown } | null)?.reason
  const words = typeof said === 'string' ? said : ''
  function limitName({ detail, reason }: ItemView): string {
    const { name, policy } = (detail ?? {}) as { name?: Text | null; policy?: string }
    return name ? say(name) : (policy ?? reason)
  }
  switch (item.kind) {
    case 'late':
      return <OutcomeWords outcome={{ result: 'accepted_late', reason: item.reason }} />
    case 'conflict':
    case 'refused':
      return <OutcomeWords outcome={{ result: item.kind, reason: item.reason }} />
    case 'declined':
      return t('items.reason.declined', { words })
    case 'result_refused':
      return t('items.reason.result_refused', { code: item.reason, words })
    case 'undispatched':
      return item.reason === 'nearest_grid' ? t('items.reason.nearest', nearestOf(item)) : t('items.reason.undispatched')
    case 'unsigned': {
      const minutes = Number((item.detail as { minutes?: number } | null)?.minutes)
      return item.reason === 'out_of_touch' ? t('items.reason.out_of_touch', { minutes }) : t('items.reason.unsigned', { minutes })
    }
    case 'stalled':
      if (item.reason === 'run_out_suspended') return t('items.reason.run_out_suspended')
      return t('items.reason.stalled', { words: words === '' ? item.reason : words })
    case 'overdue':
      return t('items.reason.overdue', { limit: limitName(item) })
    case 'meter_work':
      return <MeterWorkReason item={item} />
    default:
      return item.reason
  }
}
