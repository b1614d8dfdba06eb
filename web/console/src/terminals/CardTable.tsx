import { groupNumber, useI18n } from '@ronghe/ui'
import { Table } from 'antd'
import { Link } from 'react-router'
import type { CardView } from '../api/types'
import { Moment } from '../parts/Moment'
import { Tag } from '../parts/Tag'
import { paths } from '../paths'
import { PersonName } from '../people/PersonName'
import { CardActions } from './CardActions'
import { texts } from './texts'

export function CardTable({ cards }: { cards: CardView[] }) {
  const { t } = useI18n(texts)
  return (
    <Table<CardView>
      size="small"
      rowKey="card"
      pagination={{ pageSize: 100, hideOnSinglePage: true, showSizeChanger: false }}
      dataSource={cards}
      columns={[
        { key: 'serial', title: t('terminals.card.serial'), render: (_, { serial }) => <strong>{groupNumber(serial)}</strong> },
        { key: 'kind', title: t('terminals.card.kind'), render: (_, { kind }) => t(`terminals.card_kind.${kind}`) },
        { key: 'person', title: t('terminals.card.person'), render: (_, { person }) => <PersonName person={person} /> },
        {
          key: 'state',
          title: t('terminals.column.state'),
          render: (_, { revoked }) =>
            revoked ? (
              <Tag meaning="late" icon="stop">{t('terminals.card.revoked')}</Tag>
            ) : (
              <Tag meaning="done" icon="check">{t('terminals.card.valid')}</Tag>
            ),
        },
        { key: 'issued', title: t('terminals.card.issued'), render: (_, { issued_at }) => <Moment at={issued_at} /> },
        { key: 'act', title: t('terminals.column.act'), render: (_, card) => !card.revoked && <CardActions card={card} /> },
        {
          key: 'audit',
          title: t('terminals.column.audit'),
          render: (_, { card, serial }) => (
            <Link to={paths.audit(`card:${card}`)} aria-label={t('terminals.audit.of', { name: serial })}>{t('terminals.audit.open')}</Link>
          ),
        },
      ]}
    />
  )
}
