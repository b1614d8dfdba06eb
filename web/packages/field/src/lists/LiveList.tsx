import { agentWords } from '../problems/agentWords'
import { Button, ErrorState, Icon, SkeletonList, StaleNotice, useI18n } from '@ronghe/ui'
import type { ReactNode } from 'react'
import type { Live } from '../session/useLive'
import { useNow } from '../session/useNow'
import { texts } from '../texts'

interface LiveListProps<Item> {
  live: Live<Item[]>
  /** What stands there when there is nothing. */
  empty: ReactNode
  children: (items: Item[]) => ReactNode
}

/** A list in each of its states: loading, failed, old, empty, and with something in it. */
export function LiveList<Item>({ live, empty, children }: LiveListProps<Item>) {
  const { t, language } = useI18n(texts)
  const now = useNow()
  const { data, failure, asOf, reload } = live
  const again = (
    <Button onClick={reload}>
      <Icon name="redo" /> {t('field.list.again')}
    </Button>
  )
  if (data === undefined) {
    if (failure === undefined) return <SkeletonList rows={4} lines={3} />
    return <ErrorState error={agentWords(failure, language)} action={again} />
  }
  return (
    <>
      {failure !== undefined && asOf && <StaleNotice asOf={asOf} now={now} action={again} />}
      {data.length === 0 ? empty : children(data)}
    </>
  )
}
