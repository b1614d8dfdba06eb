import { useI18n, type IconName, type Meaning } from '@ronghe/ui'
import { Tag } from '../parts/Tag'
import { messageState, type MessageState } from './messageStates'
import { texts } from './texts'

export function MessageStateTag({ state }: { state: string }) {
  const { t } = useI18n(texts)
  const known = messageState(state)
  return known ? <Tag {...LOOKS[known]}>{t(`outbox.state.${known}`)}</Tag> : state
}

const LOOKS: Record<MessageState, { meaning: Meaning; icon: IconName }> = {
  pending: { meaning: 'running', icon: 'upload' },
  held: { meaning: 'plain', icon: 'pause' },
  refused: { meaning: 'late', icon: 'alert' },
  delivered: { meaning: 'done', icon: 'check' },
}
