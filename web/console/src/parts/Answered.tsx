import { EmptyState, ErrorState, SkeletonList, StaleNotice, useI18n } from '@ronghe/ui'
import { Button } from 'antd'
import type { ReactNode } from 'react'
import { problemWords } from '../api/problemWords'
import { texts } from './texts'
import { useNow } from './useNow'
import styles from './parts.module.css'

/** What of a query this needs; `useQuery` and `useInfiniteQuery` both give it. */
export interface Asked<Data> {
  data: Data | undefined
  error: unknown
  dataUpdatedAt: number
  refetch: () => unknown
}

interface AnsweredProps<Data> {
  query: Asked<Data>
  /** Shown instead of the answer when there is nothing in it. */
  empty?: { when: (data: Data) => boolean; title: string; advice: string; action?: ReactNode }
  rows?: number
  children: (data: Data) => ReactNode
}

/** A page's data in its four states: loading, failed, stale and there; and the fifth, nothing there. */
export function Answered<Data>({ query, empty, rows = 6, children }: AnsweredProps<Data>) {
  const { t, language } = useI18n(texts)
  const now = useNow()
  const again = <Button onClick={() => void query.refetch()}>{t('parts.answer.again')}</Button>
  if (query.data === undefined) {
    if (query.error === null) return <SkeletonList rows={rows} />
    return <ErrorState error={problemWords(query.error, language)} action={again} />
  }
  return (
    <>
      {query.error !== null && (
        <div className={styles.stale}>
          <StaleNotice asOf={new Date(query.dataUpdatedAt)} now={now} action={again} />
        </div>
      )}
      {empty?.when(query.data) ? <EmptyState {...empty} /> : children(query.data)}
    </>
  )
}
