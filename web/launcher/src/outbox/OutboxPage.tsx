import { agentFiles, LiveList, Screen, useAgent, useLive } from '@ronghe/field'
import { Button, EmptyState, Icon, useI18n } from '@ronghe/ui'
import { useCallback } from 'react'
import { useNavigate } from 'react-router'
import { paths } from '../paths'
import { OutboxCard } from './OutboxCard'
import styles from './OutboxPage.module.css'
import { refusedFirst, unsentOf } from './sending'
import { texts } from './texts'

/** Everything that the company does not have yet. Nothing here can be deleted: it goes when its receipt has come. */
export function OutboxPage() {
  const { t } = useI18n(texts)
  const navigate = useNavigate()
  const agent = useAgent()
  const load = useCallback(async () => {
    const [entries, orders] = await Promise.all([agent.outbox(), agent.orders()])
    return unsentOf(entries, orders).sort(refusedFirst)
  }, [agent])
  const live = useLive(load, TOPICS)
  const count = live.data?.length ?? 0

  const exporting = (
    <a className={styles.export} href={agentFiles.outboxExport} download={EXPORT_NAME}>
      <Icon name="export" /> {t('outbox.page.export')}
    </a>
  )

  return (
    <Screen
      title={t('outbox.page.title')}
      over={live.data ? t('outbox.page.count', { count }) : ''}
      aside={count > 0 && exporting}
    >
      <LiveList live={live} empty={<EmptyState title={t('outbox.empty.title')} advice={t('outbox.empty.advice')} />}>
        {(items) => (
          <ul className={styles.entries}>
            {items.map((item) => (
              <li key={item.entry.op_id}>
                <OutboxCard item={item} onChanged={live.reload} />
              </li>
            ))}
          </ul>
        )}
      </LiveList>
      <Button wide onClick={() => void navigate(paths.dayEnd)}>
        <Icon name="check" /> {t('outbox.page.day_end')}
      </Button>
    </Screen>
  )
}

const TOPICS = ['outbox', 'orders'] as const
const EXPORT_NAME = 'outbox.json'
