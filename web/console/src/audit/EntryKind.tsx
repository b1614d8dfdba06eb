import { useI18n } from '@ronghe/ui'
import { STORY_KINDS, type StoryKind } from '../orders/story'
import { texts as orderTexts } from '../orders/texts'
import { texts } from './texts'

type Kind = keyof typeof texts extends infer Key ? (Key extends `audit.kind.${infer Name}` ? Name : never) : never

/** What happened, in words; an order's chain tells it as its story does. A kind that has none keeps its own. */
export function EntryKind({ kind }: { kind: string }) {
  const { t } = useI18n(texts)
  const { t: tell } = useI18n(orderTexts)
  if (`audit.kind.${kind}` in texts) return t(`audit.kind.${kind as Kind}`)
  return kind in STORY_KINDS ? tell(`orders.story.${kind as StoryKind}`) : kind
}
