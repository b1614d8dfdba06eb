import { Screen, useAgent, useLive, useNow, useStanding } from '@ronghe/field'
import { Button, ErrorState, formatMoment, Icon, SkeletonList, useI18n } from '@ronghe/ui'
import { useCallback } from 'react'
import { useNavigate } from 'react-router'
import { paths } from '../paths'
import { CheckRow } from './CheckRow'
import { checksOf, wants } from './checks'
import styles from './DayEnd.module.css'
import { texts } from './texts'
import { useSyncNow } from './useSyncNow'
import { VerdictCard } from './VerdictCard'

/** One question before the terminal is put down: is nothing left unsent? Green only when the agent has just said so. */
export function DayEndPage() {
  const { t, language } = useI18n(texts)
  const navigate = useNavigate()
  const agent = useAgent()
  const now = useNow()
  const { state, asOf, failure } = useStanding()
  const outbox = useLive(useCallback(() => agent.outbox(), [agent]), OUTBOX_TOPICS)
  const orders = useLive(useCallback(() => agent.orders(), [agent]), ORDER_TOPICS)
  const syncing = useSyncNow()

  const isSilent = failure !== undefined || outbox.failure !== undefined || orders.failure !== undefined
  const checks =
    state && outbox.data && orders.data
      ? checksOf({ state, outbox: outbox.data, orders: orders.data, now, midnight: midnightAfter(now) })
      : undefined
  const since = earliest([asOf, outbox.asOf, orders.asOf])

  return (
    <Screen
      title={t('dayend.page.title')}
      over={since ? t('dayend.page.as_of', { moment: formatMoment(since, now, language) }) : t('dayend.page.asking')}
      onBack={() => navigate(paths.today)}
      footer={
        <>
          {syncing.failure && <ErrorState error={syncing.failure} />}
          {syncing.isOffline && (
            <p className={styles.offline} role="status">
              <Icon name="signal_none" /> {t('dayend.sync.no_network')}
            </p>
          )}
          <Button kind="primary" wide onClick={syncing.run} disabled={syncing.busy}>
            <Icon name="swap" /> {t(syncing.busy ? 'dayend.sync.busy' : 'dayend.sync.action')}
          </Button>
        </>
      }
    >
      <VerdictCard checks={checks} isSilent={isSilent} since={since} />
      {checks === undefined && !isSilent && <SkeletonList rows={4} />}
      {checks && (
        // Reached by the keyboard, so that it can be scrolled when nothing in it can be pressed.
        <ul className={styles.checks} aria-label={t('dayend.list.label')} tabIndex={0}>
          {[...checks.filter(wants), ...checks.filter((check) => !wants(check))].map((check) => (
            <CheckRow key={check.about} check={check} onSync={syncing.run} isSyncing={syncing.busy} />
          ))}
        </ul>
      )}
    </Screen>
  )
}

/** The last moment of the day on the worker's clock. */
function midnightAfter(now: Date): Date {
  const end = new Date(now)
  end.setHours(24, 0, 0, 0)
  return end
}

function earliest(moments: (Date | undefined)[]): Date | undefined {
  const known = moments.filter((moment) => moment !== undefined)
  return known.length === moments.length ? new Date(Math.min(...known.map((moment) => moment.getTime()))) : undefined
}

const OUTBOX_TOPICS = ['outbox', 'state'] as const
const ORDER_TOPICS = ['orders'] as const
