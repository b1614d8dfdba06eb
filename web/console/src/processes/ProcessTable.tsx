import { useI18n } from '@ronghe/ui'
import { Button, Table } from 'antd'
import { Link } from 'react-router'
import type { ProcessLine } from '../api/types'
import { HashText } from '../parts/HashText'
import { Moment } from '../parts/Moment'
import { Tag } from '../parts/Tag'
import { paths } from '../paths'
import { PersonName } from '../people/PersonName'
import { texts } from './texts'
import { useProcessTitles } from './useProcessTitles'
import styles from './processes.module.css'

interface ProcessTableProps {
  lines: ProcessLine[]
  onActivate: ((line: ProcessLine) => void) | undefined
}

export function ProcessTable({ lines, onActivate }: ProcessTableProps) {
  const { t, say } = useI18n(texts)
  const titleOf = useProcessTitles()
  return (
    <Table<ProcessLine>
      size="small"
      rowKey="hash"
      pagination={false}
      dataSource={lines}
      columns={[
        {
          key: 'process',
          title: t('processes.column.process'),
          render: (_, { process, hash }) => (
            <span className={styles.process}>
              <Link to={paths.process(hash)}>{say(titleOf(process))}</Link> <code className={styles.muted}>{process}</code>
            </span>
          ),
        },
        { key: 'version', title: t('processes.column.version'), render: (_, { version }) => <span className={styles.oneLine}>{t('processes.version.number', { version })}</span> },
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
        // Stands on the version's own page as well.
        { key: 'hash', title: t('processes.column.hash'), responsive: ['xl'], render: (_, { hash }) => <HashText hash={hash} name={t('processes.column.hash')} /> },
        { key: 'by', title: t('processes.column.by'), render: (_, { deployed_by }) => <PersonName person={deployed_by} /> },
        { key: 'at', title: t('processes.column.at'), render: (_, { deployed_at }) => <Moment at={deployed_at} /> },
        ...(onActivate
          ? [{
              key: 'act',
              title: t('processes.column.act'),
              render: (_: unknown, line: ProcessLine) =>
                !line.active && <Button size="small" onClick={() => onActivate(line)}>{t('processes.activate.button')}</Button>,
            }]
          : []),
      ]}
    />
  )
}
