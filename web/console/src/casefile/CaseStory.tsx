import { useI18n, type IconName, type Meaning } from '@ronghe/ui'
import type { OrderFile } from '../api/types'
import { StoryActor } from '../orders/StoryActor'
import { StoryDetails } from '../orders/StoryDetails'
import { StoryWhat } from '../orders/StoryWhat'
import { Tag } from '../parts/Tag'
import { ActTime } from './ActTime'
import type { ChainCheck, LinkState } from './storyChain'
import { texts } from './texts'
import styles from './casefile.module.css'

/** Everything that happened, oldest first, each entry with its hash and what computing it anew came to. */
export function CaseStory({ file, chain }: { file: OrderFile; chain: ChainCheck | undefined }) {
  const { t } = useI18n(texts)
  return (
    <section aria-labelledby="story">
      <h3 id="story">{t('casefile.story.title')}</h3>
      <div className={styles.window}>
        <table className={`${styles.table} ${styles.story}`}>
          <thead>
            <tr>
              <th scope="col">{t('casefile.story.n')}</th>
              <th scope="col">{t('casefile.acts.at')}</th>
              <th scope="col">{t('casefile.acts.what')}</th>
              <th scope="col">{t('casefile.story.hash')}</th>
            </tr>
          </thead>
          <tbody>
            {file.story.map((entry) => {
              const state = chain?.links.get(entry.n) ?? 'unchecked'
              return (
                <tr key={entry.n}>
                  <td>{entry.n}</td>
                  <td><ActTime entry={entry} /></td>
                  <td>
                    <strong><StoryWhat entry={entry} file={file} /></strong> <StoryActor actor={entry.actor} people={file.people} />
                    <StoryDetails entry={entry} file={file} />
                  </td>
                  <td><code>{entry.hash}</code> <Tag {...LOOKS[state]}>{t(`casefile.link.${state}`)}</Tag></td>
                </tr>
              )
            })}
          </tbody>
        </table>
      </div>
    </section>
  )
}

const LOOKS: Record<LinkState | 'unchecked', { meaning: Meaning; icon: IconName }> = {
  follows: { meaning: 'done', icon: 'check' },
  broken: { meaning: 'late', icon: 'alert' },
  erased: { meaning: 'soon', icon: 'alert' },
  unchecked: { meaning: 'soon', icon: 'alert' },
}
