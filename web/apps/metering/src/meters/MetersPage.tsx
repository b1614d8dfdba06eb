import { LiveList, ScanSheet, Screen, SearchBar, StatusBar, useAgent, useLive, type Meter, type MeteringState } from '@ronghe/field'
import { Button, commandName, EmptyState, ErrorState, Icon, toneClass, useI18n } from '@ronghe/ui'
import { useCallback, useState } from 'react'
import { Link, useNavigate, useSearchParams } from 'react-router'
import { useErrand } from '../errand/ErrandProvider'
import { stageFor, strangerOf } from '../errand/errandRules'
import { PickMeter, ToStranger } from '../errand/PickMeter'
import { LinkBar } from '../link/LinkBar'
import { RUN, WORKS } from '../paths'
import { useBeginRun } from '../run/useBeginRun'
import { useHome } from '../useHome'
import { useMetering } from '../useMetering'
import { Barred } from './Barred'
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
  const errand = useErrand()
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
      <PickMeter />
      {metering.data && <Beginning state={metering.data} />}
      <SearchBar
        label={t('meters.search.label')}
        hint={t('meters.search.hint')}
        sought={sought}
        onSeek={seek}
        onScan={() => setScanning(true)}
      />
      <LiveList live={meters} empty={<Nothing isSought={sought !== ''} stranger={errand && strangerOf(sought, errand.meters)} />}>
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
  const { t, language } = useI18n(texts)
  const navigate = useNavigate()
  const errand = useErrand()
  const asking = useBeginRun(state.links)
  if (!state.may) return <Barred state={state} />
  const run = state.run?.state === 'running' ? state.run : undefined
  return (
    <>
      {run && (
        <section className={`${styles.running} ${toneClass('running')}`} role="status">
          <strong>{t('meters.running.title', { command: commandName(run.command, language) })}</strong>
          <Button kind="primary" onClick={() => void navigate(RUN)}>
            <Icon name="forward" /> {t('meters.running.open')}
          </Button>
        </section>
      )}
      <LinkBar links={state.links} />
      {state.links.length > 0 && !run && (
        <Button kind="primary" wide onClick={() => asking.run({ command: 'acquire', ...stageFor({}, errand) })} disabled={asking.busy}>
          <Icon name="search" /> {t('meters.line.search')}
        </Button>
      )}
      {asking.failure && <ErrorState error={asking.failure} />}
    </>
  )
}

/** Whoever came for a form may go to a meter that nobody has been at. */
function Nothing({ isSought, stranger }: { isSought: boolean; stranger: string | undefined }) {
  const { t } = useI18n(texts)
  if (stranger !== undefined) return <ToStranger meter={stranger} />
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
