import { useI18n } from '@ronghe/ui'
import type { OrderFile, StoryEntry } from '../api/types'
import { StoryActor } from '../orders/StoryActor'
import { StoryDetails } from '../orders/StoryDetails'
import { StoryWhat } from '../orders/StoryWhat'
import { ActTime } from './ActTime'
import { texts } from './texts'
import styles from './casefile.module.css'

/** What was done, in rows that no page cuts. */
export function ActTable({ entries, file }: { entries: StoryEntry[]; file: OrderFile }) {
  const { t } = useI18n(texts)
  return (
    <div className={styles.window}>
      <table className={`${styles.table} ${styles.acts}`}>
        <thead>
          <tr>
            <th scope="col">{t('casefile.acts.at')}</th>
            <th scope="col">{t('casefile.acts.what')}</th>
            <th scope="col">{t('casefile.acts.who')}</th>
            <th scope="col">{t('casefile.acts.details')}</th>
          </tr>
        </thead>
        <tbody>
          {entries.map((entry) => (
            <tr key={entry.n}>
              <td><ActTime entry={entry} /></td>
              <td><StoryWhat entry={entry} file={file} /></td>
              <td><StoryActor actor={entry.actor} people={file.people} /></td>
              <td><StoryDetails entry={entry} file={file} /></td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
