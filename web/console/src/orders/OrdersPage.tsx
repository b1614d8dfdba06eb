import { useI18n } from '@ronghe/ui'
import { Button } from 'antd'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import type { OrderLineView } from '../api/types'
import { DispatchDialog } from '../dispatch/DispatchDialog'
import { stagesToDispatch } from '../dispatch/assignments'
import { Answered } from '../parts/Answered'
import { LoadMore } from '../parts/LoadMore'
import { PageHead } from '../parts/PageHead'
import { useAddress } from '../parts/useAddress'
import { useRowKeys } from '../parts/useRowKeys'
import { paths } from '../paths'
import { useMay } from '../session/useSession'
import { ColumnChooser } from './ColumnChooser'
import { readColumns } from './columns'
import { ExportButton } from './ExportButton'
import { FilterBar } from './FilterBar'
import { OrderBoard } from './OrderBoard'
import { askedOfPlatform, readFilter } from './orderFilter'
import { OrdersTable } from './OrdersTable'
import { texts } from './texts'
import { useOrders } from './useOrders'
import { ViewSwitch } from './ViewSwitch'

/** The order board: a table or a board by stage, narrowed by what stands in the URL. */
export function OrdersPage() {
  const { t } = useI18n(texts)
  const navigate = useNavigate()
  const may = useMay()
  const [search, changeAddress] = useAddress()
  const [selected, setSelected] = useState<string[]>([])
  const [dispatching, setDispatching] = useState<OrderLineView[]>([])

  const filter = readFilter(search)
  const isBoard = search.get('view') === 'board'
  const orders = useOrders(askedOfPlatform(filter))
  const shown = orders.data ?? []
  const chosen = shown.filter(({ order }) => selected.includes(order))
  const mayDispatch = may('dispatch_order')

  const keys = useRowKeys(isBoard ? 0 : shown.length, {
    Enter: (row) => void navigate(paths.order(shown[row]?.order ?? '')),
    a: (row) => mayDispatch && setDispatching(shown.slice(row, row + 1)),
  })
  const change = (changes: Record<string, string | undefined>) => {
    changeAddress(changes)
    setSelected([])
  }

  return (
    <>
      <PageHead
        title={t('orders.page.title')}
        note={orders.data && t(orders.hasNextPage ? 'orders.page.first' : 'orders.page.count', { shown: shown.length })}
        actions={
          <>
            {mayDispatch && chosen.length > 0 && (
              <Button type="primary" onClick={() => setDispatching(chosen)}>
                {t('orders.page.dispatch_selected', { count: chosen.length })}
              </Button>
            )}
            {shown.length > 0 && <ExportButton filter={askedOfPlatform(filter)} />}
            {!isBoard && <ColumnChooser columns={readColumns(search)} onChange={(columns) => change({ columns })} />}
            <ViewSwitch isBoard={isBoard} onChange={(view) => change({ view })} />
          </>
        }
      />
      <FilterBar filter={filter} onChange={change} />
      {orders.isCut && <p role="status">{t('orders.page.cut')}</p>}
      <Answered
        query={orders}
        empty={{
          when: () => shown.length === 0 && !orders.hasNextPage,
          title: t('orders.empty.title'),
          advice: t('orders.empty.advice'),
          action: <Button onClick={() => void navigate(paths.orders())}>{t('orders.empty.reset')}</Button>,
        }}
      >
        {() =>
          isBoard ? (
            <OrderBoard lines={shown} />
          ) : (
            <OrdersTable
              lines={shown}
              columns={readColumns(search)}
              keys={keys}
              selection={mayDispatch ? { selected, onSelect: setSelected } : undefined}
            />
          )
        }
      </Answered>
      <LoadMore query={orders} />
      {!isBoard && shown.length > 0 && <p>{t(mayDispatch ? 'orders.keys.dispatch' : 'orders.keys.read')}</p>}
      {dispatching.length > 0 && (
        <DispatchDialog stages={stagesToDispatch(dispatching)} onClose={() => setDispatching([])} onDone={() => setSelected([])} />
      )}
    </>
  )
}
