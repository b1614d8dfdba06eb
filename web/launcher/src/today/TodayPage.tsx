import { LiveList, ScanSheet, Screen, useAgent, useCommand, useLive, useRoughPlace, useStanding } from '@ronghe/field'
import { Button, EmptyState, Icon, useI18n } from '@ronghe/ui'
import { useCallback, useState } from 'react'
import { matches } from './grouping'
import { LastSync } from './LastSync'
import { SearchBar } from './SearchBar'
import { texts } from './texts'
import { TodayParts } from './TodayParts'

/** What there is to do, for all professions in one list. */
export function TodayPage() {
  const { t } = useI18n(texts)
  const agent = useAgent()
  const { state } = useStanding()
  const here = useRoughPlace()
  const [sought, setSought] = useState('')
  const [isScanning, setScanning] = useState(false)
  const live = useLive(useCallback(() => agent.orders(), [agent]), TOPICS)
  const syncing = useCommand(() => agent.sync())
  const found = live.data?.filter((line) => matches(line, sought))

  const sync = (
    <Button onClick={syncing.run} disabled={syncing.busy}>
      <Icon name="swap" /> {t(syncing.busy ? 'today.sync.busy' : 'today.sync.action')}
    </Button>
  )

  return (
    <Screen title={t('today.page.title')} over={state?.person?.name ?? ''} aside={sync}>
      <SearchBar sought={sought} onSeek={setSought} onScan={() => setScanning(true)} />
      <LastSync failure={syncing.failure} />
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
        {(lines) => <TodayParts lines={lines} here={here} />}
      </LiveList>
      {isScanning && (
        <ScanSheet
          onClose={() => setScanning(false)}
          onCode={({ code }) => {
            setSought(code)
            setScanning(false)
          }}
        />
      )}
    </Screen>
  )
}

const TOPICS = ['orders'] as const
