import { useI18n } from '@ronghe/ui'
import { Button, Table } from 'antd'
import { Link } from 'react-router'
import type { ProcessLine } from '../api/types'
import { HashText } from '../parts/HashText'
import { Moment } from '../parts/Moment'
import { Tag } from '../parts/Tag'
import { paths } from '../paths'
import { usePersonName } from '../people/usePersonName'
import { texts } from './texts'

interface ProcessTableProps {
  lines: ProcessLine[]
  onActivate: ((line: ProcessLine) => void) | undefined
}

export function ProcessTable({ lines, onActivate }: ProcessTableProps) {
  const { t } = useI18n(texts)
  const nameOf = usePersonName()
  return (
    <Table<ProcessLine>
      size="small"
      rowKey="hash"
      pagination={false}
      dataSource={lines}
      columns={[
        { key: 'process', title: t('processes.column.process'), render: (_, { process, hash }) => <Link to={paths.process(hash)}>{process}</Link> },
        { key: 'version', title: t('processes.column.version'), render: (_, { version }) => t('processes.version.number', { version }) },
        {
          key: 'state',
          title: t('processes.column.state'),
          render: (_, { active }) =>
            active ? (
              <Tag meaning="done" icon="check">{t('processes.version.active')}</Tag>
            ) : (
              <Tag meaning="plain" icon="pause">{t('processes.version.inactive')}</Tag>
            ),
        },
        { key: 'hash', title: t('processes.column.hash'), render: (_, { hash }) => <HashText hash={hash} name={t('processes.column.hash')} /> },
        {
          key: 'by',
          title: t('processes.column.by'),
          render: (_, { deployed_by }) => <Link to={paths.people({ tab: 'people', person: deployed_by })}>{nameOf(deployed_by)}</Link>,
        },
        { key: 'at', title: t('processes.column.at'), render: (_, { deployed_at }) => <Moment at={deployed_at} /> },
        {
          key: 'act',
          title: t('processes.column.act'),
          render: (_, line) =>
            onActivate && !line.active && (
              <Button size="small" onClick={() => onActivate(line)}>{t('processes.activate.button')}</Button>
            ),
        },
      ]}
    />
  )
}
