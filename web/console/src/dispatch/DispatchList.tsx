import { useI18n } from '@ronghe/ui'
import { Table } from 'antd'
import type { OrderLineView } from '../api/types'
import { OrderNoLink } from '../orders/OrderNoLink'
import { StageLine } from '../orders/StageLine'
import { StageWorkers } from '../orders/StageWorkers'
import { stepsOf } from '../orders/steps'
import { DeadlineCell } from '../parts/DeadlineCell'
import { texts } from './texts'
import styles from './dispatch.module.css'

interface DispatchListProps {
  lines: OrderLineView[]
  selected: string[]
  onSelect: (orders: string[]) => void
}

/** The orders to choose from, as the platform sorts them: most urgent first. */
export function DispatchList({ lines, selected, onSelect }: DispatchListProps) {
  const { t, say } = useI18n(texts)
  return (
    <Table<OrderLineView>
      size="small"
      rowKey="order"
      pagination={{ pageSize: 50, hideOnSinglePage: true, showSizeChanger: false }}
      dataSource={lines}
      rowSelection={{
        selectedRowKeys: selected,
        preserveSelectedRowKeys: true,
        onChange: (chosen) => onSelect(chosen.map(String)),
        getCheckboxProps: ({ order_no }) => ({ 'aria-label': t('dispatch.list.select', { order_no }) }) as object,
      }}
      columns={[
        {
          key: 'order',
          title: t('dispatch.list.order'),
          render: (_, line) => (
            <>
              <OrderNoLink order={line.order} orderNo={line.order_no} /> <span className={styles.business}>{say(line.title)}</span>
              <div className={styles.muted}>{line.customer_name} {line.address}</div>
            </>
          ),
        },
        {
          key: 'stage',
          title: t('dispatch.list.stage'),
          render: (_, { stages, rounds, bundle_hash }) => (
            <>
              {stepsOf(stages, rounds).map((step) => <StageLine key={step.stage.stage} step={step} bundle={bundle_hash} />)}
              <StageWorkers stages={stages} />
            </>
          ),
        },
        { key: 'due', title: t('dispatch.list.due'), render: (_, line) => <DeadlineCell due={line.due_at} /> },
      ]}
    />
  )
}
