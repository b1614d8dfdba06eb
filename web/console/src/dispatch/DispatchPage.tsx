import { useI18n } from '@ronghe/ui'
import { useQuery } from '@tanstack/react-query'
import { Button, Checkbox } from 'antd'
import { useState } from 'react'
import { AwayLink } from '../absences/AwayLink'
import { gridsQuery, mapQuery } from '../api/queries'
import { useOrders } from '../orders/useOrders'
import { Answered } from '../parts/Answered'
import { LoadMore } from '../parts/LoadMore'
import { PageHead } from '../parts/PageHead'
import { useMay, useSession } from '../session/useSession'
import { stagesToDispatch } from './assignments'
import { DispatchDialog } from './DispatchDialog'
import { DispatchList } from './DispatchList'
import { DispatchMap } from './DispatchMap'
import { GridCard } from './GridCard'
import { RulesDialog } from './RulesDialog'
import { texts } from './texts'
import { useChosenOrders } from './useChosenOrders'
import { useLoads } from './useLoads'
import styles from './dispatch.module.css'

/** Map and list side by side: grids by what is open in them, orders to choose, people to give them to. */
export function DispatchPage() {
  const { t } = useI18n(texts)
  const may = useMay()
  const station = useSession().station ?? undefined
  const [onlyFree, setOnlyFree] = useState(true)
  const [grid, setGrid] = useState<string>()
  const orders = useOrders({
    state: 'open',
    sort: 'due',
    ...(station === undefined ? {} : { station }),
    ...(onlyFree ? { flag: 'undispatched' } : {}),
    ...(grid === undefined ? {} : { grid }),
  })
  const grids = useQuery(gridsQuery(station))
  const map = useQuery(mapQuery(station))
  const { loads, people, grids: gridLoads } = useLoads(station)
  const chosen = useChosenOrders(orders.data ?? [])
  // To whom what is chosen is to be given; an empty text while nobody is named yet.
  const [giving, setGiving] = useState<string>()
  const [isRuling, setRuling] = useState(false)
  const known = grids.data ?? []
  const shown = orders.data ?? []

  return (
    <>
      <PageHead
        title={t('dispatch.page.title')}
        note={
          <>
            {loads && t('dispatch.page.note', { free: loads.undispatched, all: loads.open })} <AwayLink station={station} />
          </>
        }
        actions={
          <>
            <Checkbox checked={onlyFree} onChange={(event) => setOnlyFree(event.target.checked)}>{t('dispatch.page.only_free')}</Checkbox>
            {grid !== undefined && <Button onClick={() => setGrid(undefined)}>{t('dispatch.page.every_grid')}</Button>}
            {may('keep_dispatch_rules') && <Button onClick={() => setRuling(true)}>{t('dispatch.rules.button')}</Button>}
            {chosen.lines.length > 0 && <Button onClick={chosen.clear}>{t('dispatch.page.none')}</Button>}
            <Button type="primary" disabled={chosen.lines.length === 0} onClick={() => setGiving('')}>
              {t('dispatch.page.give', { count: chosen.lines.length })}
            </Button>
          </>
        }
      />
      <div className={styles.sides}>
        <div className={styles.mapSide}>
          <Answered query={map} rows={4}>
            {(drawn) => (
              <DispatchMap
                map={drawn}
                grids={known}
                loads={gridLoads}
                lines={shown}
                chosen={chosen.ids}
                chosenGrid={grid}
                onGrid={(picked) => setGrid(picked === grid ? undefined : picked)}
                onOrders={chosen.toggle}
              />
            )}
          </Answered>
          {grid !== undefined && (
            <GridCard grid={known.find((each) => each.grid === grid)} loads={people} onGive={chosen.lines.length > 0 ? setGiving : undefined} />
          )}
        </div>
        <div className={styles.listSide}>
          <Answered
            query={orders}
            empty={{
              when: () => shown.length === 0,
              title: t(onlyFree && loads !== undefined && loads.open > 0 ? 'dispatch.empty.all_given' : 'dispatch.empty.none'),
              advice: t('dispatch.empty.advice'),
            }}
          >
            {() => <DispatchList lines={shown} selected={chosen.ids} onSelect={chosen.set} />}
          </Answered>
          <LoadMore query={orders} />
        </div>
      </div>
      {giving !== undefined && (
        <DispatchDialog stages={stagesToDispatch(chosen.lines)} person={giving || undefined} onClose={() => setGiving(undefined)} onDone={chosen.clear} />
      )}
      {isRuling && <RulesDialog station={station} onClose={() => setRuling(false)} />}
    </>
  )
}
