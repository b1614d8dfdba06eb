import { StatusBar, useAgent, useLive, useStanding } from '@ronghe/field'
import { Icon, useI18n, type IconName } from '@ronghe/ui'
import { useCallback } from 'react'
import { NavLink, Outlet } from 'react-router'
import { paths } from '../paths'
import styles from './Shell.module.css'
import { texts } from './texts'

/** The page, the bar that never lies, and the way to the other pages. */
export function Shell() {
  const { t } = useI18n(texts)
  const counts = useCounts()
  return (
    <div className={styles.shell}>
      <div className={styles.page}>
        <Outlet />
      </div>
      <StatusBar />
      <nav className={styles.tabs} aria-label={t('shell.tabs.label')}>
        {TABS.map(({ to, icon, word }) => (
          <NavLink key={to} to={to} end className={styles.tab ?? ''}>
            <span className={styles.mark}>
              <Icon name={icon} size="1.5rem" />
              {counts[to] !== undefined && counts[to] > 0 && (
                <span className={styles.count} role="img" aria-label={t('shell.tabs.waiting', { count: counts[to] })}>
                  {counts[to]}
                </span>
              )}
            </span>
            {t(word)}
          </NavLink>
        ))}
      </nav>
    </div>
  )
}

/** What waits behind a tab. */
function useCounts(): Partial<Record<Tab['to'], number>> {
  const agent = useAgent()
  const { state } = useStanding()
  const notices = useLive(useCallback(() => agent.notices(), [agent]), NOTICE_TOPICS)
  return {
    [paths.notices]: notices.data?.filter((notice) => notice.read_at === undefined).length ?? 0,
    [paths.outbox]: state?.unsent.operations ?? 0,
  }
}

interface Tab {
  to: (typeof paths)[keyof typeof paths]
  icon: IconName
  word: keyof typeof texts & `shell.tab.${string}`
}

const TABS: Tab[] = [
  { to: paths.today, icon: 'today', word: 'shell.tab.today' },
  { to: paths.apps, icon: 'apps', word: 'shell.tab.apps' },
  { to: paths.outbox, icon: 'upload', word: 'shell.tab.outbox' },
  { to: paths.notices, icon: 'bell', word: 'shell.tab.notices' },
  { to: paths.me, icon: 'person', word: 'shell.tab.me' },
]
// A notice comes with the feed, as orders do; that it was read is told as a state.
const NOTICE_TOPICS = ['orders', 'state'] as const
