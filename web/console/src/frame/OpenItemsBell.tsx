import { Icon, useI18n } from '@ronghe/ui'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import { itemsQuery } from '../api/queries'
import { paths } from '../paths'
import { texts } from './texts'
import styles from './frame.module.css'

/** How much waits for the office; "+" when there is more than one page of it. */
export function OpenItemsBell() {
  const { t } = useI18n(texts)
  const items = useInfiniteQuery(itemsQuery('open'))
  const count = items.data?.pages.reduce((sum, page) => sum + page.items.length, 0)
  if (count === undefined || count === 0) return null
  const shown = `${count}${items.hasNextPage ? '+' : ''}`
  return (
    <Link to={paths.items()} className={styles.bell} aria-label={t('frame.bell.open_items', { shown })}>
      <Icon name="alert" size="1.1em" /> {shown}
    </Link>
  )
}
