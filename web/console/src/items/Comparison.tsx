import { valueWords, type FormValues } from '@ronghe/forms'
import { useI18n } from '@ronghe/ui'
import { useQuery } from '@tanstack/react-query'
import { Button, Table } from 'antd'
import { useState } from 'react'
import { isGiven } from '../api/given'
import { processQuery } from '../api/queries'
import type { OperationView, OrderFile } from '../api/types'
import { unmasking } from '../orders/fieldRows'
import { formUis } from '../orders/formFiles'
import { Tag } from '../parts/Tag'
import { compared, type ComparedField } from './compared'
import { texts } from './texts'
import styles from './items.module.css'

/** Field by field: what the order has, and what the worker recorded. What differs stands first. */
export function Comparison({ record, file }: { record: OperationView; file: OrderFile }) {
  const { t, say, language } = useI18n(texts)
  const [showsSame, setShowsSame] = useState(false)
  const process = useQuery(processQuery(file.order.bundle_hash))
  const { form, body, stage } = record.operation
  const ui = process.data && isGiven(form) ? formUis(process.data.files)[form] : undefined
  if (ui === undefined) return null
  const words = (name: string, value: unknown) => {
    const field = ui.fields[name]
    return field === undefined ? undefined : valueWords(unmasking(field), value, language)
  }
  const rows = compared(ui, (file.order.stages[stage]?.values ?? {}) as FormValues, body as FormValues, words)
  const shown = rows.filter(({ differs }) => differs || showsSame)
  const cell = (value: string | undefined) => value ?? <span className={styles.muted}>{t('items.compare.nothing')}</span>
  return (
    <Table<ComparedField>
      size="small"
      rowKey="name"
      footer={() => (
        <Button size="small" type="text" onClick={() => setShowsSame(!showsSame)}>
          {t(showsSame ? 'items.compare.hide_same' : 'items.compare.show_same', { count: rows.filter(({ differs }) => !differs).length })}
        </Button>
      )}
      pagination={false}
      locale={{ emptyText: t('items.compare.no_difference') }}
      dataSource={shown}
      columns={[
        { key: 'field', title: t('items.compare.field'), render: (_, { label }) => say(label) },
        { key: 'order', title: t('items.compare.order'), render: (_, row) => cell(row.order) },
        { key: 'record', title: t('items.compare.record'), render: (_, row) => cell(row.record) },
        {
          key: 'verdict',
          title: t('items.compare.verdict'),
          render: (_, { differs }) =>
            differs ? <Tag meaning="soon" icon="alert">{t('items.compare.differs')}</Tag> : <span className={styles.muted}>{t('items.compare.same')}</span>,
        },
      ]}
    />
  )
}
