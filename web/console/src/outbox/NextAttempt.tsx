import { formatMoment, useI18n } from '@ronghe/ui'
import { isGiven } from '../api/given'
import type { OutboxView } from '../api/types'
import { Moment, toDate } from '../parts/Moment'
import { useNow } from '../parts/useNow'
import { messageState } from './messageStates'
import { texts } from './texts'

/** When it is tried next, or when it was settled. */
export function NextAttempt({ message }: { message: OutboxView }) {
  const { t, language } = useI18n(texts)
  const now = useNow()
  switch (messageState(message.state)) {
    case 'pending':
      return formatMoment(toDate(message.next_at), now, language)
    case 'held':
      return t('outbox.next.evidence')
    case 'refused':
    case 'delivered':
    case undefined:
      return isGiven(message.settled_at) && <Moment at={message.settled_at} />
  }
}
