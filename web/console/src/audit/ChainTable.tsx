import { formatExact, useI18n } from '@ronghe/ui'
import { Table } from 'antd'
import { isGiven } from '../api/given'
import type { StoryEntry } from '../api/types'
import { HashText } from '../parts/HashText'
import { toDate } from '../parts/Moment'
import { AuditActor } from './AuditActor'
import { EntryBody } from './EntryBody'
import { EntryKind } from './EntryKind'
import { texts } from './texts'
import styles from './audit.module.css'

export function ChainTable({ entries }: { entries: StoryEntry[] }) {
  const { t } = useI18n(texts)
  return (
    <Table<StoryEntry>
      size="small"
      rowKey="n"
      pagination={false}
      dataSource={entries}
      columns={[
        { key: 'n', title: t('audit.column.n'), render: (_, { n }) => n },
        { key: 'at', title: t('audit.column.at'), render: (_, { at }) => <span className={styles.oneLine}>{formatExact(toDate(at))}</span> },
        { key: 'kind', className: styles.kind ?? '', title: t('audit.column.kind'), render: (_, { kind }) => <EntryKind kind={kind} /> },
        { key: 'actor', title: t('audit.column.actor'), render: (_, { actor }) => <AuditActor actor={actor} /> },
        {
          key: 'body',
          title: t('audit.column.body'),
          render: (_, { kind, body }) =>
            !isGiven(body) ? <span className={styles.muted}>{t('audit.entry.erased')}</span> : <EntryBody kind={kind} body={body} />,
        },
        { key: 'correlation', responsive: ['xl'], title: t('audit.column.correlation'), render: (_, { correlation }) => <HashText end hash={correlation} name={t('audit.column.correlation')} /> },
        { key: 'hash', title: t('audit.column.hash'), render: (_, { hash }) => <HashText hash={hash} name={t('audit.column.hash')} /> },
      ]}
    />
  )
}
