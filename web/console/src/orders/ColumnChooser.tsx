import { useI18n } from '@ronghe/ui'
import { Button, Checkbox, Popover } from 'antd'
import { COLUMNS, writeColumns, type ColumnName } from './columns'
import { texts } from './texts'
import styles from './orders.module.css'

interface ColumnChooserProps {
  columns: ColumnName[]
  onChange: (columns: string | undefined) => void
}

export function ColumnChooser({ columns, onChange }: ColumnChooserProps) {
  const { t } = useI18n(texts)
  const choices = (
    <Checkbox.Group
      className={styles.columnChoices ?? ''}
      value={columns}
      onChange={(chosen) => onChange(writeColumns(chosen as ColumnName[]))}
      options={COLUMNS.map((name) => ({ value: name, label: t(`orders.column.${name}`), disabled: name === 'order_no' }))}
    />
  )
  return (
    <Popover trigger="click" placement="bottomRight" content={choices}>
      <Button>{t('orders.column.choose')}</Button>
    </Popover>
  )
}
