import { useI18n } from '@ronghe/ui'
import { useQuery } from '@tanstack/react-query'
import { Button, Checkbox } from 'antd'
import { useState } from 'react'
import { AwayLink } from '../absences/AwayLink'
import { gridsQuery, mapQuery } from '../api/queries'
import { isUndispatched } from '../orders/lineFacts'
import { useOrders } from '../orders/useOrders'
import { Answered } from '../parts/Answered'
import { PageHead } from '../parts/PageHead'
import { useSession } from '../session/useSession'
import { stagesToDispatch } from './assignments'
import { DispatchDialog } from './DispatchDialog'
import { DispatchList } from './DispatchList'
import { DispatchMap } from './DispatchMap'
import { GridCard } from './GridCard'
import { gridOf } from './grids'
import { texts } from './texts'
import styles from './dispatch.module.css'

/** Map and list side by side: grids by what is open in them, orders to choose, people to give them to. */
export function DispatchPage() {
  const { t } = useI18n(texts)
  const station = useSession().station ?? undefined
  const orders = useOrders({ state: 'open', ...(station === undefined ? {} : { station }) }, { deep: true })
  const grids = useQuery(gridsQuery(station))
  const map = useQuery(mapQuery(station))
  const [onlyFree, setOnlyFree] = useState(true)
  const [grid, setGrid] = useState<string>()
  const [selected, setSelected] = useState<string[]>([])
  const [isGiving, setGiving] = useState(false)

  const lines = orders.data ?? []
  const known = grids.data ?? []
  const shown = lines.filter(
    (line) => (!onlyFree || isUndispatched(line)) && (grid === undefined || gridOf(line, known) === grid),
  )
  const chosen = lines.filter(({ order }) => selected.includes(order))
  const pickGrid = (picked: string) => {
    setGrid(picked === grid ? undefined : picked)
    // What lies there is chosen; what had been chosen elsewhere stays.
    const there = lines.filter((line) => gridOf(line, known) === picked && (!onlyFree || isUndispatched(line)))
    if (picked !== grid) setSelected((before) => [...new Set([...before, ...there.map(({ order }) => order)])])
  }

  return (
    <>
      <PageHead
        title={t('dispatch.page.title')}
        note={
          <>
            {orders.data && t('dispatch.page.note', { free: lines.filter(isUndispatched).length, all: lines.length })} <AwayLink station={station} />
          </>
        }
        actions={
          <>
            <Checkbox checked={onlyFree} onChange={(event) => setOnlyFree(event.target.checked)}>{t('dispatch.page.only_free')}</Checkbox>
            {grid !== undefined && <Button onClick={() => setGrid(undefined)}>{t('dispatch.page.every_grid')}</Button>}
            <Button type="primary" disabled={chosen.length === 0} onClick={() => setGiving(true)}>
              {t('dispatch.page.give', { count: chosen.length })}
            </Button>
          </>
        }
      />
      <div className={styles.sides}>
        <div className={styles.mapSide}>
          <Answered query={map} rows={4}>
            {(drawn) => <DispatchMap map={drawn} grids={known} lines={lines} onGrid={pickGrid} />}
          </Answered>
          {grid !== undefined && <GridCard grid={known.find((each) => each.grid === grid)} lines={lines} />}
        </div>
        <div className={styles.listSide}>
          <Answered
            query={orders}
            empty={{
              when: () => shown.length === 0,
              title: t(onlyFree && lines.length > 0 ? 'dispatch.empty.all_given' : 'dispatch.empty.none'),
              advice: t('dispatch.empty.advice'),
            }}
          >
            {() => <DispatchList lines={shown} selected={selected} onSelect={setSelected} />}
          </Answered>
        </div>
      </div>
      {isGiving && (
        <DispatchDialog stages={stagesToDispatch(chosen)} onClose={() => setGiving(false)} onDone={() => setSelected([])} />
      )}
    </>
  )
}
