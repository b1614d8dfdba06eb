import { useI18n } from '@ronghe/ui'
import type { OrderFile } from '../api/types'
import { storyKind, type StoryKind } from '../orders/story'
import { ActTable } from './ActTable'
import { texts } from './texts'

/** Whatever moved the order and was not the work itself, with its reasons. */
export function CaseSteering({ file }: { file: OrderFile }) {
  const { t } = useI18n(texts)
  const acts = file.story.filter((entry) => {
    const kind = storyKind(entry)
    return kind !== undefined && STEERING.includes(kind)
  })
  return (
    <section aria-labelledby="steering">
      <h3 id="steering">{t('casefile.steering.title')}</h3>
      {acts.length === 0 ? <p>{t('casefile.steering.none')}</p> : <ActTable entries={acts} file={file} />}
    </section>
  )
}

const STEERING: StoryKind[] = [
  'dispatched', 'reassigned', 'passed_over', 'decline', 'changed', 'cancelled', 'rolled_back', 'urged', 'urged_by_office', 'sent_back',
  'suspended', 'resumed', 'terminated', 'order_terminated', 'signer_added', 'migrated', 'overdue_explained', 'unmasked', 'kept', 'merged', 'returned',
]
