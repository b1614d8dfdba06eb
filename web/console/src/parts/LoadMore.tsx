import { useI18n } from '@ronghe/ui'
import { Button } from 'antd'
import { texts } from './texts'
import styles from './parts.module.css'

interface LoadMoreProps {
  query: { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => unknown }
}

export function LoadMore({ query }: LoadMoreProps) {
  const { t } = useI18n(texts)
  if (!query.hasNextPage) return null
  return (
    <div className={styles.more}>
      <Button loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
        {t('parts.list.more')}
      </Button>
    </div>
  )
}
