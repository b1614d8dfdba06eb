import {
  LiveList, NoticeCard, Screen, useAgent, useCommand, useLive, withPlace, type Notice,
} from '@ronghe/field'
import { Button, EmptyState, ErrorState, Icon, useI18n } from '@ronghe/ui'
import { useCallback } from 'react'
import { BUSINESS_APP, orderInBusinessApp } from '../paths'
import styles from './NoticesPage.module.css'
import { texts } from './texts'

/** What happened without the worker, newest first. */
export function NoticesPage() {
  const { t } = useI18n(texts)
  const agent = useAgent()
  const live = useLive(useCallback(() => agent.notices(), [agent]), TOPICS)
  const reading = useCommand((notice: Notice) => agent.readNotice(notice.id).then(live.reload))
  const opening = useCommand(async (order: string) => {
    location.assign(withPlace(await agent.openApp(BUSINESS_APP), orderInBusinessApp(order)))
  })
  const failure = reading.failure ?? opening.failure
  const unread = live.data?.filter((notice) => notice.read_at === undefined).length ?? 0

  return (
    <Screen title={t('notices.page.title')} over={t('notices.page.unread', { count: unread })}>
      {failure && <ErrorState error={failure} />}
      <LiveList live={live} empty={<EmptyState title={t('notices.empty.title')} advice={t('notices.empty.advice')} />}>
        {(notices) => (
          <ul className={styles.notices}>
            {notices.map((notice) => (
              <li key={notice.id}>
                <NoticeCard notice={notice} withOrder>
                  <div className={styles.actions}>
                    {notice.order !== undefined && (
                      <Button onClick={() => opening.run(notice.order ?? '')}>
                        <Icon name="forward" /> {t('notices.card.open')}
                      </Button>
                    )}
                    {notice.read_at === undefined && (
                      <Button kind="primary" onClick={() => reading.run(notice)} disabled={reading.busy}>
                        <Icon name="check" /> {t('notices.card.read')}
                      </Button>
                    )}
                  </div>
                </NoticeCard>
              </li>
            ))}
          </ul>
        )}
      </LiveList>
    </Screen>
  )
}

// A notice comes with the feed, as orders do.
const TOPICS = ['orders'] as const
