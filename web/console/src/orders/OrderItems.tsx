import { Icon, toneClass, useI18n } from '@ronghe/ui'
import { Link } from 'react-router'
import type { ItemView } from '../api/types'
import { ItemKindName } from '../items/ItemKindName'
import { paths } from '../paths'
import { texts } from './texts'
import styles from './orderPage.module.css'

/** What of this order waits for the office. */
export function OrderItems({ items }: { items: ItemView[] }) {
  const { t } = useI18n(texts)
  const open = items.filter(({ state }) => state === 'open')
  if (open.length === 0) return null
  return (
    <div className={`${styles.items} ${toneClass('late')}`} role="status">
      <Icon name="alert" /> {t('orders.items.waiting', { count: open.length })}
      {open.map((item) => (
        <Link key={item.item} to={paths.items({ item: item.item })}>
          <ItemKindName kind={item.kind} />
        </Link>
      ))}
    </div>
  )
}
