import { useI18n } from '@ronghe/ui'
import type { OrderFile, StoryEntry } from '../api/types'
import { storyFacts, storyKind } from './story'
import { texts } from './texts'
import { useStageNames } from './useStageNames'

interface StoryWhatProps {
  entry: StoryEntry
  file: OrderFile
  times?: number
}

/** What happened, in words, and in which stage; a kind of a later platform keeps its own word. */
export function StoryWhat({ entry, file, times = 1 }: StoryWhatProps) {
  const { t, say } = useI18n(texts)
  const nameOf = useStageNames(file.order.bundle_hash)
  const kind = storyKind(entry)
  const { stage: id, limit } = storyFacts(entry)
  const stage = id === undefined ? undefined : file.order.stages[id]
  return (
    <>
      {kind ? t(`orders.story.${kind}`) : entry.kind} {times > 1 && <span>{t('orders.story.times', { count: times })}</span>}
      {stage && <span>{say(nameOf(stage))}</span>}
      {limit && <span>{say(limit)}</span>}
    </>
  )
}
