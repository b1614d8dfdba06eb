import { LiveList, Screen, useAgent, useCommand, useLive } from '@ronghe/field'
import { EmptyState, ErrorState, Icon, useI18n, type IconName } from '@ronghe/ui'
import { useCallback } from 'react'
import styles from './AppsPage.module.css'
import { texts } from './texts'

/** The apps on this terminal. */
export function AppsPage() {
  const { t, say } = useI18n(texts)
  const agent = useAgent()
  const live = useLive(useCallback(() => agent.apps(), [agent]), TOPICS)
  const opening = useCommand(async (app: string) => location.assign(await agent.openApp(app)))
  return (
    <Screen title={t('apps.page.title')}>
      {opening.failure && <ErrorState error={opening.failure} />}
      <LiveList live={live} empty={<EmptyState title={t('apps.empty.title')} advice={t('apps.empty.advice')} />}>
        {(apps) => (
          <ul className={styles.apps}>
            {apps.map(({ app, title }) => (
              <li key={app}>
                <button type="button" className={styles.app} onClick={() => opening.run(app)} disabled={opening.busy}>
                  <Icon name={ICONS[app] ?? 'apps'} size="2.5rem" />
                  {say(title)}
                </button>
              </li>
            ))}
          </ul>
        )}
      </LiveList>
    </Screen>
  )
}

const TOPICS = ['state'] as const
const ICONS: Record<string, IconName> = { business: 'today', metering: 'meter', station: 'home' }
