import { useI18n } from '@ronghe/ui'
import { Button } from 'antd'
import { texts } from './texts'
import styles from './parts.module.css'

interface LoadMoreProps {
  query: { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => unknown }
  /** Where a list is not by time. */
  words?: string
}

export function LoadMore({ query, words }: LoadMoreProps) {
  const { t } = useI18n(texts)
  if (!query.hasNextPage) return null
  return (
    <div className={styles.more}>
      <Button loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
        {words ?? t('parts.list.more')}
      </Button>
    </div>
  )
}
