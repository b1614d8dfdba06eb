import { LiveList, ScanSheet, Screen, SearchBar, StatusBar, useAgent, useLive, type Meter, type MeteringState } from '@ronghe/field'
import { Button, EmptyState, ErrorState, Icon, toneClass, useI18n } from '@ronghe/ui'
import { useCallback, useState } from 'react'
import { Link, useNavigate, useSearchParams } from 'react-router'
import { LinkBar } from '../link/LinkBar'
import { RUN, WORKS } from '../paths'
import { useBeginRun } from '../run/useBeginRun'
import { useHome } from '../useHome'
import { useMetering } from '../useMetering'
import { texts as words } from '../words/texts'
import { MeterRow } from './MeterRow'
import styles from './meters.module.css'
import { numberOf } from './scannedNumber'
import { texts } from './texts'

/** Which meter? One of the list, one that is looked for, or whoever answers. What is sought stands in the address. */
export function MetersPage() {
  const { t } = useI18n(texts)
  const agent = useAgent()
  const home = useHome()
  const [query, setQuery] = useSearchParams()
  const [isScanning, setScanning] = useState(false)
  const sought = query.get('search') ?? ''
  const metering = useMetering()
  const meters = useLive(useCallback(() => agent.meters(sought.replace(/\s/g, '')), [agent, sought]), TOPICS)
  const seek = (text: string) => setQuery(text === '' ? {} : { search: text }, { replace: true })

  return (
    <Screen
      title={t('meters.page.title')}
      onBack={home.run}
      backWord={t('meters.page.home')}
      aside={
        <Link to={WORKS} className={styles.aside ?? ''}>
          <Icon name="today" /> {t('meters.page.works')}
        </Link>
      }
      bar={<StatusBar />}
    >
      {home.failure && <ErrorState error={home.failure} />}
      {metering.data && <Beginning state={metering.data} />}
      <SearchBar
        label={t('meters.search.label')}
        hint={t('meters.search.hint')}
        sought={sought}
        onSeek={seek}
        onScan={() => setScanning(true)}
      />
      <LiveList live={meters} empty={<Nothing isSought={sought !== ''} />}>
        {(items) => (
          <ul className={styles.list} aria-label={t('meters.list.label')}>
            {doubtfulFirst(items).map((meter) => (
              <li key={meter.comm_address}>
                <MeterRow meter={meter} />
              </li>
            ))}
          </ul>
        )}
      </LiveList>
      {isScanning && (
        <ScanSheet
          title={t('meters.search.scan')}
          judge={(code) => ({ code, faults: [] })}
          onClose={() => setScanning(false)}
          onCode={({ code }) => {
            setScanning(false)
            seek(numberOf(code))
          }}
        />
      )}
    </Screen>
  )
}

/** How to begin: over which link, and asking whoever is there; or why this terminal cannot. */
function Beginning({ state }: { state: MeteringState }) {
  const { t, say } = useI18n(texts)
  const { t: word } = useI18n(words)
  const navigate = useNavigate()
  const asking = useBeginRun(state.links)
  if (!state.may) {
    return (
      <section className={`${styles.barred} ${toneClass('late')}`} role="alert">
        <p className={styles.barredTitle}>
          <Icon name="lock" size="2rem" /> <strong>{t('meters.barred.title')}</strong>
        </p>
        <p>{state.why ? say(state.why) : t('meters.barred.unknown')}</p>
        <p>{t('meters.barred.reading')}</p>
      </section>
    )
  }
  const run = state.run?.state === 'running' ? state.run : undefined
  return (
    <>
      {run && (
        <section className={`${styles.running} ${toneClass('running')}`} role="status">
          <strong>{t('meters.running.title', { command: word(`command.name.${run.command}`) })}</strong>
          <Button kind="primary" onClick={() => void navigate(RUN)}>
            <Icon name="forward" /> {t('meters.running.open')}
          </Button>
        </section>
      )}
      <LinkBar links={state.links} />
      {state.links.length > 0 && !run && (
        <Button kind="primary" wide onClick={() => asking.run({ command: 'acquire' })} disabled={asking.busy}>
          <Icon name="search" /> {t('meters.line.search')}
        </Button>
      )}
      {asking.failure && <ErrorState error={asking.failure} />}
    </>
  )
}

function Nothing({ isSought }: { isSought: boolean }) {
  const { t } = useI18n(texts)
  return isSought ? (
    <EmptyState title={t('meters.empty.none')} advice={t('meters.empty.none_advice')} />
  ) : (
    <EmptyState title={t('meters.empty.title')} advice={t('meters.empty.advice')} />
  )
}

/** Whoever left something unknown meets it first. */
function doubtfulFirst(meters: Meter[]): Meter[] {
  return [...meters.filter(({ unverified }) => unverified), ...meters.filter(({ unverified }) => !unverified)]
}

const TOPICS = ['metering'] as const
