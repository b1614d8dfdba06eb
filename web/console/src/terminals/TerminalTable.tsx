import { useI18n } from '@ronghe/ui'
import { useQuery } from '@tanstack/react-query'
import { Table } from 'antd'
import { Link } from 'react-router'
import { isGiven } from '../api/given'
import { stationsQuery } from '../api/queries'
import type { Maybe, TerminalView } from '../api/types'
import { Moment } from '../parts/Moment'
import { Tag } from '../parts/Tag'
import { useNow } from '../parts/useNow'
import { paths } from '../paths'
import { useMay } from '../session/useSession'
import { isNotSeen } from './notSeen'
import { TerminalActions } from './TerminalActions'
import { TerminalStateTag } from './TerminalStateTag'
import { texts } from './texts'

export function TerminalTable({ terminals, marked }: { terminals: TerminalView[]; marked: string | undefined }) {
  const { t } = useI18n(texts)
  const may = useMay()
  const now = useNow()
  const stations = useQuery(stationsQuery)
  const stationOf = (id: Maybe<string>) =>
    isGiven(id) ? (stations.data?.find(({ station }) => station === id)?.name ?? '') : t('terminals.station.company')
  return (
    <Table<TerminalView>
      size="small"
      rowKey="terminal"
      pagination={{ pageSize: 100, hideOnSinglePage: true, showSizeChanger: false }}
      dataSource={terminals}
      rowClassName={({ terminal }) => (terminal === marked ? 'is-active' : '')}
      columns={[
        { key: 'name', title: t('terminals.column.name'), render: (_, { name }) => <strong>{name}</strong> },
        { key: 'station', title: t('terminals.column.station'), render: (_, { station }) => stationOf(station) },
        { key: 'state', title: t('terminals.column.state'), render: (_, { state }) => <TerminalStateTag state={state} /> },
        {
          key: 'seen',
          title: t('terminals.column.seen'),
          render: (_, terminal) => (
            <>
              {isGiven(terminal.last_seen) ? <Moment at={terminal.last_seen} /> : t('terminals.seen.never')}{' '}
              {isNotSeen(terminal, now) && <Tag meaning="soon" icon="clock">{t('terminals.seen.long_ago')}</Tag>}
            </>
          ),
        },
        { key: 'release', title: t('terminals.column.release'), render: (_, { release_no }) => release_no },
        { key: 'enrolled', responsive: ['xl'], title: t('terminals.column.enrolled'), render: (_, { enrolled_at }) => <Moment at={enrolled_at} /> },
        ...(may('enrol_terminal')
          ? [{ key: 'act', title: t('terminals.column.act'), render: (_: unknown, terminal: TerminalView) => <TerminalActions terminal={terminal} /> }]
          : []),
        ...(may('read_audit')
          ? [{
              key: 'audit',
              title: t('terminals.column.audit'),
              render: (_: unknown, { terminal, name }: TerminalView) => (
                <Link to={paths.audit(`terminal:${terminal}`)} aria-label={t('terminals.audit.of', { name })}>{t('terminals.audit.open')}</Link>
              ),
            }]
          : []),
      ]}
    />
  )
}
