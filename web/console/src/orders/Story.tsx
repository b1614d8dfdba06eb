import { useI18n } from '@ronghe/ui'
import type { OrderFile } from '../api/types'
import { Tag } from '../parts/Tag'
import { storyLines } from './story'
import { StoryStep } from './StoryStep'
import { texts } from './texts'
import styles from './story.module.css'

/** Everything that happened to the order, newest first, and whether the chain that holds it is unbroken. */
export function Story({ file }: { file: OrderFile }) {
  const { t } = useI18n(texts)
  return (
    <section aria-labelledby="story">
      <h2 id="story" className={styles.title}>
        {t('orders.story.title')}
        {file.story_verifies ? (
          <Tag meaning="done" icon="check">{t('orders.story.verified')}</Tag>
        ) : (
          <Tag meaning="late" icon="alert">{t('orders.story.broken')}</Tag>
        )}
      </h2>
      <ol className={styles.story}>
        {storyLines(file.story).map(({ entry, times }) => (
          <StoryStep key={entry.n} entry={entry} times={times} file={file} />
        ))}
      </ol>
    </section>
  )
}
