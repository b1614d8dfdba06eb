import { LiveList, ScanSheet, Screen, SearchBar, StatusBar, useAgent, useLive, useNow, type CustomersFound } from '@ronghe/field'
import { fromInstant } from '@ronghe/forms'
import { EmptyState, formatCount, formatMoment, Icon, toneClass, useI18n } from '@ronghe/ui'
import { useCallback, useState } from 'react'
import { useNavigate, useSearchParams } from 'react-router'
import { routes } from '../paths'
import { CustomerRow } from './CustomerRow'
import styles from './CustomersPage.module.css'
import { numberOf } from './scannedNumber'
import { texts } from './texts'

/** The search for customers of the own grid, which needs no network. What is sought stands in the address. */
export function CustomersPage() {
  const { t } = useI18n(texts)
  const navigate = useNavigate()
  const agent = useAgent()
  const [query, setQuery] = useSearchParams()
  const [isScanning, setScanning] = useState(false)
  const sought = query.get('search') ?? ''
  const live = useLive(useCallback(() => agent.customers(sought), [agent, sought]), TOPICS)
  const { data: found, ...rest } = live
  const seek = (text: string) => setQuery(text === '' ? {} : { search: text }, { replace: true })

  return (
    <Screen
      title={t('customers.page.title')}
      onBack={() => void navigate(routes.orders)}
      backWord={t('customers.page.orders')}
      bar={<StatusBar />}
    >
      <SearchBar label={t('customers.search.label')} hint={t('customers.search.hint')} sought={sought} onSeek={seek} onScan={() => setScanning(true)} />
      {found && <StandingLine found={found} />}
      <LiveList
        live={found ? { ...rest, data: found.items } : rest}
        empty={found && <Nobody found={found} sought={sought} />}
      >
        {(items) => (
          <ul className={styles.list} aria-label={t('customers.list.label')}>
            {items.map((item) => (
              <li key={item.customer_no}>
                <CustomerRow customer={item} />
              </li>
            ))}
          </ul>
        )}
      </LiveList>
      {found && found.more > 0 && <p className={styles.more}>{t('customers.list.more', { count: found.more })}</p>}
      {isScanning && (
        <ScanSheet
          title={t('customers.scan.title')}
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

/** How much is here, and how old it is. */
function StandingLine({ found: { standing } }: { found: CustomersFound }) {
  const { t, language } = useI18n(texts)
  const now = useNow()
  const missing = standing.areas - standing.areas_here
  return (
    <>
      {standing.fetched_at !== undefined && (
        <p className={styles.standing}>
          {t('customers.standing.here', {
            areas: standing.areas_here,
            count: formatCount(standing.customers, language),
            moment: formatMoment(fromInstant(standing.fetched_at), now, language),
          })}
        </p>
      )}
      {missing > 0 && (
        <p className={`${styles.missing} ${toneClass('soon')}`} role="status">
          <Icon name="clock" size="1em" /> {t('customers.standing.missing', { count: missing })}
        </p>
      )}
    </>
  )
}

function Nobody({ found: { standing }, sought }: { found: CustomersFound; sought: string }) {
  const { t } = useI18n(texts)
  const why =
    standing.areas === 0 ? 'no_grid' : standing.areas_here === 0 ? 'not_synced' : sought === '' ? 'ready' : 'none'
  return <EmptyState title={t(`customers.empty.${why}`)} advice={t(`customers.empty.${why}_advice`)} />
}

const TOPICS = ['customers', 'orders'] as const
