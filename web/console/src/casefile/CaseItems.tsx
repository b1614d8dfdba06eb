import { formatExact, useI18n } from '@ronghe/ui'
import type { ItemView } from '../api/types'
import { ItemKindName } from '../items/ItemKindName'
import { ItemReason } from '../items/ItemReason'
import { Settled } from '../items/Settled'
import { toDate } from '../parts/Moment'
import { Tag } from '../parts/Tag'
import { texts } from './texts'
import styles from './casefile.module.css'

/** What of the order waited for the office, and how it was settled. */
export function CaseItems({ items }: { items: ItemView[] }) {
  const { t } = useI18n(texts)
  return (
    <section aria-labelledby="items">
      <h3 id="items">{t('casefile.items.title')}</h3>
      {items.length === 0 && <p>{t('casefile.items.none')}</p>}
      {items.length > 0 && (
        <div className={styles.window} role="group" aria-labelledby="items" tabIndex={0}>
          <table className={styles.table}>
            <thead>
              <tr>
                <th scope="col">{t('casefile.items.created')}</th>
                <th scope="col">{t('casefile.items.kind')}</th>
                <th scope="col">{t('casefile.items.settled')}</th>
              </tr>
            </thead>
            <tbody>
              {items.map((item) => (
                <tr key={item.item}>
                  <td>{formatExact(toDate(item.created_at))}</td>
                  <td><strong><ItemKindName kind={item.kind} /></strong> <ItemReason item={item} /></td>
                  <td>{item.state === 'open' ? <Tag meaning="soon" icon="clock">{t('casefile.items.open')}</Tag> : <Settled item={item} />}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  )
}
