import { OrderStateBadge, useI18n } from '@ronghe/ui'
import { Table, type TableColumnType } from 'antd'
import type { OrderLineView } from '../api/types'
import { DeadlineCell } from '../parts/DeadlineCell'
import { Moment } from '../parts/Moment'
import type { RowKeys } from '../parts/useRowKeys'
import type { ColumnName } from './columns'
import { OrderFlags } from './OrderFlags'
import { OrderNoLink } from './OrderNoLink'
import { StageLine } from './StageLine'
import { stepsOf } from './steps'
import { StageWorkers } from './StageWorkers'
import { texts } from './texts'
import styles from './orders.module.css'

interface OrdersTableProps {
  lines: OrderLineView[]
  columns: ColumnName[]
  keys: RowKeys
  selection: { selected: string[]; onSelect: (orders: string[]) => void } | undefined
}

export function OrdersTable({ lines, columns, keys, selection }: OrdersTableProps) {
  const { t, say } = useI18n(texts)
  const cells: Record<ColumnName, NonNullable<TableColumnType<OrderLineView>['render']>> = {
    order_no: (_, line) => <OrderNoLink order={line.order} orderNo={line.order_no} />,
    title: (_, line) => <span className={styles.business}>{say(line.title)}</span>,
    customer: (_, line) => <span className={styles.oneLine}>{line.customer_name}</span>,
    address: (_, line) => <span className={styles.address}>{line.address}</span>,
    stage: (_, line) => stepsOf(line.stages, line.rounds).map((step) => <StageLine key={step.stage.stage} step={step} bundle={line.bundle_hash} />),
    worker: (_, line) => <StageWorkers stages={line.stages} />,
    deadline: (_, line) => <DeadlineCell due={line.due_at} />,
    flags: (_, line) => <OrderFlags line={line} />,
    state: (_, line) => <OrderStateBadge state={line.state} />,
    created: (_, line) => <Moment at={line.created_at} />,
  }
  return (
    <Table<OrderLineView>
      size="small"
      rowKey="order"
      pagination={false}
      dataSource={lines}
      columns={columns.map((name) => ({
        key: name, title: t(`orders.column.${name}`), render: cells[name], ...(NEEDS_ROOM.includes(name) ? { responsive: ['xl'] } : {}),
      }))}
      rowClassName={(_, row) => (row === keys.active ? 'is-active' : '')}
      onRow={(_, row) => ({ onClick: () => keys.setActive(row ?? -1) })}
      {...(selection
        ? {
            rowSelection: {
              selectedRowKeys: selection.selected,
              onChange: (chosen) => selection.onSelect(chosen.map(String)),
              getCheckboxProps: (line) => ({ 'aria-label': t('orders.table.select', { order_no: line.order_no }) }) as object,
            },
          }
        : {})}
    />
  )
}

/** Left out on a screen narrower than 1200 pixels. */
const NEEDS_ROOM: ColumnName[] = ['title', 'address', 'created']
