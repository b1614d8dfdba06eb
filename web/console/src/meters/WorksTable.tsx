import { COMMAND_LOOKS, commandName, Icon, useI18n } from '@ronghe/ui'
import { Table } from 'antd'
import { Link } from 'react-router'
import { isGiven } from '../api/given'
import type { MeterWorkLine } from '../api/types'
import { TerminalLink } from '../orders/TerminalLink'
import { Moment } from '../parts/Moment'
import { paths } from '../paths'
import { PersonName } from '../people/PersonName'
import { OddityTags } from '../works/OddityTags'
import styles from './meters.module.css'
import { OutcomeTag } from './OutcomeTag'
import { texts } from './texts'

/** Works, the newest first; the command leads to all that was sent and heard. */
export function WorksTable({ works }: { works: MeterWorkLine[] }) {
  const { t, language } = useI18n(texts)
  return (
    <Table<MeterWorkLine>
      className={styles.meters ?? ''}
      size="small"
      rowKey="work"
      pagination={{ pageSize: 100, hideOnSinglePage: true, showSizeChanger: false }}
      dataSource={works}
      columns={[
        {
          key: 'command',
          title: t('meters.column.command'),
          render: (_, { work, command, started_at }) => (
            <>
              <Link to={paths.meterWork(work)}>
                <Icon name={COMMAND_LOOKS[command].icon} size="1em" /> {commandName(command, language)}
              </Link>
              <span className={styles.onPhone}><Moment at={started_at} /></span>
            </>
          ),
        },
        { key: 'outcome', title: t('meters.column.outcome'), render: (_, work) => <span className={styles.links}><OutcomeTag outcome={work.outcome} /><OddityTags work={work} /></span> },
        { key: 'started', responsive: ['md'], title: t('meters.column.started'), render: (_, { started_at }) => <Moment at={started_at} /> },
        {
          key: 'person',
          responsive: ['md'],
          title: t('meters.column.person'),
          render: (_, { person, person_name }) => <PersonName person={person} name={person_name} />,
        },
        { key: 'terminal', responsive: ['lg'], title: t('meters.column.terminal'), render: (_, { terminal }) => <TerminalLink terminal={terminal} /> },
        {
          key: 'leave',
          responsive: ['lg'],
          title: t('meters.column.leave'),
          render: (_, { order, authorisation }) =>
            isGiven(authorisation) && isGiven(order) ? (
              <Link to={paths.authorisations({ order })}>{t('meters.value.leave')}</Link>
            ) : (
              t(isGiven(authorisation) ? 'meters.value.leave' : 'meters.value.no_leave')
            ),
        },
        { key: 'received', responsive: ['xl'], title: t('meters.column.received'), render: (_, { received_at }) => <Moment at={received_at} /> },
      ]}
    />
  )
}
