import { NoticeCard, useAgent, useCommand, useLive } from '@ronghe/field'
import { Button, ErrorState, Icon, useI18n } from '@ronghe/ui'
import { useCallback } from 'react'
import { useOrderInHand } from './OrderRoom'
import { texts } from './texts'

/** What happened to this order without the worker, until he has read it. */
export function OrderNotices() {
  const { t } = useI18n(texts)
  const agent = useAgent()
  const { order } = useOrderInHand().detail
  const live = useLive(useCallback(() => agent.notices(), [agent]), TOPICS)
  const reading = useCommand((id: string) => agent.readNotice(id).then(live.reload))
  const unread = (live.data ?? []).filter((notice) => notice.order === order.order && notice.read_at === undefined)
  return (
    <>
      {unread.map((notice) => (
        <NoticeCard key={notice.id} notice={notice} withOrder={false}>
          <Button onClick={() => reading.run(notice.id)} disabled={reading.busy}>
            <Icon name="check" /> {t('order.notice.understood')}
          </Button>
        </NoticeCard>
      ))}
      {reading.failure && <ErrorState error={reading.failure} />}
    </>
  )
}

const TOPICS = ['orders'] as const
