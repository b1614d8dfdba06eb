import { LiveList, ScanSheet, Screen, SearchBar, StorageNotice, useAgent, useCommand, useLive, useRoughPlace, useStanding, type OrderLine } from '@ronghe/field'
import { Button, EmptyState, ErrorState, Icon, useI18n } from '@ronghe/ui'
import { useCallback, useState } from 'react'
import { useNavigate } from 'react-router'
import { paths } from '../paths'
import { matches, type Ordering } from './grouping'
import { LastSync } from './LastSync'
import { ListChoices, type Word } from './ListChoices'
import { professionOf } from './professions'
import { bearersOf } from './scanned'
import { texts } from './texts'
import { TodayParts } from './TodayParts'
import { useOpenCustomers, useOpenOrder } from './useOpenInBusiness'

/** What there is to do, for all professions in one list. */
export function TodayPage({ ordering, onOrder }: { ordering: Ordering; onOrder: (ordering: Ordering) => void }) {
  const { t } = useI18n(texts)
  const navigate = useNavigate()
  const agent = useAgent()
  const { state } = useStanding()
  const here = useRoughPlace()
  const [sought, setSought] = useState('')
  const [isScanning, setScanning] = useState(false)
  const [profession, setProfession] = useState<Word>()
  const live = useLive(useCallback(() => agent.orders(), [agent]), TOPICS)
  const syncing = useCommand(() => agent.sync())
  const opening = useOpenOrder()
  const customers = useOpenCustomers()
  const professions = counted(live.data ?? [])
  // The last order of a profession takes its choice along.
  const chosen = profession && professions.has(profession) ? profession : undefined
  const isChosen = (line: OrderLine) => chosen === undefined || professionOf(line.process).word === chosen
  const found = live.data?.filter((line) => matches(line, sought) && isChosen(line))

  const sync = (
    <Button onClick={syncing.run} disabled={syncing.busy}>
      <Icon name="swap" /> {t(syncing.busy ? 'today.sync.busy' : 'today.sync.action')}
    </Button>
  )

  return (
    <Screen title={t('today.page.title')} over={state?.person?.name ?? ''} aside={sync}>
      <StorageNotice onOutbox={() => void navigate(paths.outbox)} />
      <SearchBar label={t('today.search.label')} hint={t('today.search.hint')} sought={sought} onSeek={setSought} onScan={() => setScanning(true)} />
      {live.data && live.data.length > 1 && (
        <ListChoices professions={professions} chosen={chosen} onChoose={setProfession} ordering={ordering} onOrder={onOrder} />
      )}
      <LastSync failure={syncing.failure} />
      {opening.failure && <ErrorState error={opening.failure} />}
      {customers.failure && <ErrorState error={customers.failure} />}
      <LiveList
        live={{ ...live, ...(found ? { data: found } : {}) }}
        empty={
          sought === '' ? (
            <EmptyState title={t('today.empty.title')} advice={t('today.empty.advice')} />
          ) : (
            <EmptyState title={t('today.empty.no_match')} advice={t('today.empty.other_words')} />
          )
        }
      >
        {(lines) => <TodayParts lines={lines} here={here} ordering={ordering} onOpen={(order) => opening.run(order)} />}
      </LiveList>
      <Button wide onClick={customers.run} disabled={customers.busy}>
        <Icon name="search" /> {t('today.customers.action')}
      </Button>
      <Button wide onClick={() => void navigate(paths.dayEnd)}>
        <Icon name="check" /> {t('today.day_end.action')}
      </Button>
      {isScanning && (
        <ScanSheet
          title={t('today.scan.title')}
          judge={(code) => ({
            code,
            ...(bearersOf(live.data ?? [], code).length > 0 ? { faults: [] } : NOT_OF_TODAY),
          })}
          onClose={() => setScanning(false)}
          onCode={({ code }) => {
            setScanning(false)
            const [bearer, ...others] = bearersOf(live.data ?? [], code)
            if (bearer && others.length === 0) opening.run(bearer.line.order, bearer.meter)
            else setSought(bearer?.number ?? code)
          }}
        />
      )}
    </Screen>
  )
}

/** How many orders there are of each profession, in the order of the list. */
function counted(lines: OrderLine[]): Map<Word, number> {
  const counts = new Map<Word, number>()
  for (const { process } of lines) {
    const { word } = professionOf(process)
    counts.set(word, (counts.get(word) ?? 0) + 1)
  }
  return counts
}

const NOT_OF_TODAY = { faults: [texts['today.scan.none']], expected: texts['today.scan.expected'] }
const TOPICS = ['orders'] as const
