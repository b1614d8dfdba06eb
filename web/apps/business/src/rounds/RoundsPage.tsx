import { ScanSheet, Screen, StatusBar, stageTitle, useStanding } from '@ronghe/field'
import { Button, EmptyState, ErrorState, Icon, toneClass, useI18n } from '@ronghe/ui'
import { useState } from 'react'
import { useNavigate, useSearchParams } from 'react-router'
import { LaneNotice } from '../order/LaneNotice'
import { useOrderInHand } from '../order/OrderRoom'
import { orderPath } from '../paths'
import { RoundsCount } from './RoundsCount'
import styles from './Rounds.module.css'
import { RoundsParts } from './RoundsParts'
import { doneOf, isMeant, ownRounds, roundsOf } from './rounds'
import { SavedNote } from './SavedNote'
import { texts } from './texts'
import { useRoundsInHand } from './useRoundsInHand'

/** What is done several times in one order, such as a route of meters: a list with its count, and a scan into each. */
export function RoundsPage() {
  const { t, say } = useI18n(texts)
  const navigate = useNavigate()
  const [query] = useSearchParams()
  const after = query.get('after') ?? undefined
  const { detail } = useOrderInHand()
  const { order, lane, read_only = false } = detail
  const person = useStanding().state?.person?.person ?? ''
  const rounds = ownRounds(order, person) ?? (after === undefined ? undefined : roundsOf(order, after)) ?? NO_ROUNDS
  const { items, number, judge, open, openStage, isFull } = useRoundsInHand(rounds)
  const isWorkable = !read_only && lane !== 'parked' && order.state === 'open'
  const left = items.filter(({ standing }) => standing === 'to_do' || standing === 'begun').length
  const [sought, setSought] = useState('')
  // Who has just finished one stands before the next.
  const [isScanning, setScanning] = useState(after !== undefined && number !== undefined && isWorkable && left > 0)
  const [first] = rounds
  const failure = open.failure ?? openStage.failure
  const found = items.filter((item) => isMeant(item, sought))

  return (
    <Screen
      title={first ? say(stageTitle(detail, first)) : say(order.title)}
      over={say(order.title)}
      onBack={() => navigate(orderPath(order.order))}
      bar={<StatusBar />}
      footer={
        isWorkable && left > 0 ? (
          <Button kind="primary" wide onClick={() => (number ? setScanning(true) : open.run())} disabled={open.busy}>
            <Icon name={number ? 'barcode' : 'forward'} /> {t(number ? 'rounds.page.scan' : 'rounds.page.next')}
          </Button>
        ) : undefined
      }
    >
      {failure && <ErrorState error={failure} />}
      {isFull && (
        <p className={`${styles.full} ${toneClass('late')}`} role="alert">
          <Icon name="alert" /> <span>{t('rounds.page.no_free')}</span>
        </p>
      )}
      <LaneNotice />
      {after !== undefined && <SavedNote stage={after} />}
      {rounds.length === 0 ? (
        <EmptyState title={t('rounds.page.none_title')} advice={t('rounds.page.none_advice')} />
      ) : (
        <RoundsCount done={doneOf(rounds)} total={rounds.length} />
      )}
      {number && rounds.length > 0 && (
        <div className={styles.search} role="search">
          <input
            className={styles.input}
            type="search"
            inputMode="numeric"
            value={sought}
            onChange={(event) => setSought(event.target.value)}
            placeholder={t('rounds.page.search_hint')}
            aria-label={t('rounds.page.search')}
            autoComplete="off"
          />
          {sought !== '' && (
            <Button onClick={() => setSought('')}>
              <Icon name="close" /> {t('rounds.page.clear')}
            </Button>
          )}
        </div>
      )}
      {found.length === 0 && sought !== '' && (
        <EmptyState title={t('rounds.page.no_match')} advice={t('rounds.page.other_words')} />
      )}
      <RoundsParts
        items={found}
        isWorkable={isWorkable}
        onOpen={({ stage, number, standing }) =>
          stage && (standing === 'begun' || number === undefined) ? openStage.run(stage) : open.run(number)
        }
      />
      {isScanning && number && (
        <ScanSheet
          title={t('rounds.scan.title')}
          note={t('rounds.count.done', { done: doneOf(rounds), total: rounds.length })}
          format={number.format}
          judge={judge}
          onCode={({ code, source }) => {
            setScanning(false)
            open.run(code, source)
          }}
          onClose={() => setScanning(false)}
        />
      )}
    </Screen>
  )
}

const NO_ROUNDS: [] = []
