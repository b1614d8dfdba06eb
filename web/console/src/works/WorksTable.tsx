import { COMMAND_LOOKS, commandName, groupNumber, Icon, useI18n } from '@ronghe/ui'
import { Table } from 'antd'
import { Link } from 'react-router'
import { isGiven } from '../api/given'
import type { MeterWorkLine } from '../api/types'
import { OutcomeTag } from '../meters/OutcomeTag'
import { OrderNo } from '../orders/OrderNo'
import { TerminalLink } from '../orders/TerminalLink'
import { Moment } from '../parts/Moment'
import { paths } from '../paths'
import { PersonName } from '../people/PersonName'
import { OddityTags } from './OddityTags'
import { texts } from './texts'
import styles from './works.module.css'

/** Works across meters, the newest first; the command leads to the work. */
export function WorksTable({ works }: { works: MeterWorkLine[] }) {
  const { t, language } = useI18n(texts)
  const meterOf = ({ comm_address }: MeterWorkLine) =>
    isGiven(comm_address) ? <Link className={styles.number} to={paths.meter(comm_address)}>{groupNumber(comm_address)}</Link> : t('works.value.no_meter')
  return (
    <Table<MeterWorkLine>
      className={styles.works ?? ''}
      size="small"
      rowKey="work"
      pagination={false}
      dataSource={works}
      columns={[
        {
          key: 'command',
          title: t('works.column.command'),
          render: (_, line) => (
            <>
              <Link className={styles.number} to={paths.meterWork(line.work)}>
                <Icon name={COMMAND_LOOKS[line.command].icon} size="1em" /> {commandName(line.command, language)}
              </Link>
              <span className={styles.onPhone}>{meterOf(line)}</span>
              <span className={styles.onPhone}><Moment at={line.started_at} /></span>
            </>
          ),
        },
        {
          key: 'outcome',
          title: t('works.column.outcome'),
          render: (_, line) => <span className={styles.tags}><OutcomeTag outcome={line.outcome} /><OddityTags work={line} /></span>,
        },
        { key: 'meter', responsive: ['md'], title: t('works.column.meter'), render: (_, line) => meterOf(line) },
        { key: 'started', responsive: ['md'], title: t('works.column.started'), render: (_, { started_at }) => <Moment at={started_at} /> },
        {
          key: 'person',
          responsive: ['md'],
          title: t('works.column.person'),
          render: (_, { person, person_name }) => <PersonName person={person} name={person_name} />,
        },
        { key: 'order', responsive: ['lg'], title: t('works.column.order'), render: (_, line) => <OrderOf line={line} /> },
        { key: 'terminal', responsive: ['xl'], title: t('works.column.terminal'), render: (_, { terminal }) => <span className={styles.number}><TerminalLink terminal={terminal} /></span> },
      ]}
    />
  )
}

/** Its number, and the way to it for whoever may open it. */
function OrderOf({ line: { order, order_no, may_open_order } }: { line: MeterWorkLine }) {
  const { t } = useI18n(texts)
  if (!isGiven(order)) return t('works.value.no_order')
  if (!isGiven(order_no)) return t('works.value.order_gone')
  return <OrderNo order={order} orderNo={order_no} mayOpen={may_open_order} />
}
