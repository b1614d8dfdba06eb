import { groupNumber, useI18n } from '@ronghe/ui'
import { Table } from 'antd'
import { Link } from 'react-router'
import { isGiven } from '../api/given'
import type { InquiryView } from '../api/types'
import { TerminalLink } from '../orders/TerminalLink'
import { Moment } from '../parts/Moment'
import { Tag } from '../parts/Tag'
import { paths } from '../paths'
import { PersonName } from '../people/PersonName'
import { texts } from './texts'

type Reason = keyof typeof texts extends infer Key ? (Key extends `inquiries.reason.${infer Code}` ? Code : never) : never

/** Inquiries, the newest first; the number leads to all that was done with a customer's data. */
export function InquiriesTable({ inquiries }: { inquiries: InquiryView[] }) {
  const { t } = useI18n(texts)
  const why = (reason: string) => (`inquiries.reason.${reason}` in texts ? t(`inquiries.reason.${reason as Reason}`) : reason)
  return (
    <Table<InquiryView>
      size="small"
      rowKey="inquiry"
      pagination={false}
      dataSource={inquiries}
      columns={[
        { key: 'at', title: t('inquiries.column.at'), render: (_, { at }) => <Moment at={at} /> },
        { key: 'person', title: t('inquiries.column.person'), render: (_, { person, person_name }) => <PersonName person={person} name={person_name} /> },
        {
          key: 'where',
          title: t('inquiries.column.where'),
          render: (_, { terminal }) => (isGiven(terminal) ? <TerminalLink terminal={terminal} /> : t('inquiries.where.desk')),
        },
        {
          key: 'customer',
          title: t('inquiries.column.customer'),
          render: (_, { customer_no }) => <Link to={paths.audit(`customer:${customer_no}`)}>{groupNumber(customer_no)}</Link>,
        },
        {
          key: 'reason',
          title: t('inquiries.column.reason'),
          render: (_, { reason, note }) => [why(reason), note].filter(isGiven).join(' · '),
        },
        {
          key: 'scope',
          title: t('inquiries.column.scope'),
          render: (_, { in_scope }) =>
            in_scope ? (
              <Tag meaning="plain" icon="check">{t('inquiries.scope.own')}</Tag>
            ) : (
              <Tag meaning="plain" icon="alert">{t('inquiries.scope.other')}</Tag>
            ),
        },
        { key: 'received', responsive: ['xl'], title: t('inquiries.column.received'), render: (_, { received_at }) => <Moment at={received_at} /> },
      ]}
    />
  )
}
