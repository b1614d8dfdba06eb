import { useI18n } from '@ronghe/ui'
import { Table } from 'antd'
import { Link } from 'react-router'
import type { OutboxView } from '../api/types'
import { HashText } from '../parts/HashText'
import { Moment } from '../parts/Moment'
import { NeighbourName } from '../parts/NeighbourName'
import { paths } from '../paths'
import { useMay } from '../session/useSession'
import { MessageStateTag } from './MessageStateTag'
import { NextAttempt } from './NextAttempt'
import { texts } from './texts'

export function OutboxTable({ messages }: { messages: OutboxView[] }) {
  const { t } = useI18n(texts)
  const mayReadOrders = useMay()('list_orders')
  return (
    <Table<OutboxView>
      size="small"
      rowKey="message"
      pagination={{ pageSize: 100, hideOnSinglePage: true, showSizeChanger: false }}
      dataSource={messages}
      columns={[
        { key: 'created', title: t('outbox.column.created'), render: (_, { created_at }) => <Moment at={created_at} /> },
        { key: 'neighbour', title: t('outbox.column.neighbour'), render: (_, { neighbour }) => <NeighbourName name={neighbour} /> },
        {
          key: 'kind',
          responsive: ['xl'],
          title: t('outbox.column.kind'),
          render: (_, { kind }) => {
            const known = KINDS[kind]
            return known ? t(known) : kind
          },
        },
        {
          key: 'order',
          title: t('outbox.column.order'),
          render: (_, { order }) =>
            order &&
            (mayReadOrders ? (
              <Link to={paths.order(order)} title={order}>{t('outbox.order.open')}</Link>
            ) : (
              <HashText end hash={order} name={t('outbox.column.order')} />
            )),
        },
        { key: 'state', title: t('outbox.column.state'), render: (_, { state }) => <MessageStateTag state={state} /> },
        { key: 'attempts', title: t('outbox.column.attempts'), render: (_, { attempts }) => attempts },
        { key: 'next', title: t('outbox.column.next'), render: (_, message) => <NextAttempt message={message} /> },
        { key: 'error', title: t('outbox.column.error'), render: (_, { last_error }) => last_error },
      ]}
    />
  )
}

/** What is told; a kind that is not known here keeps its word. */
const KINDS: Record<string, 'outbox.kind.order_finished' | 'outbox.kind.meter_work'> = {
  order_finished: 'outbox.kind.order_finished',
  meter_work: 'outbox.kind.meter_work',
}
