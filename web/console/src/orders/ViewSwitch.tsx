import { useI18n } from '@ronghe/ui'
import { Segmented } from 'antd'
import { texts } from './texts'

interface ViewSwitchProps {
  isBoard: boolean
  onChange: (view: string | undefined) => void
}

export function ViewSwitch({ isBoard, onChange }: ViewSwitchProps) {
  const { t } = useI18n(texts)
  return (
    <Segmented
      aria-label={t('orders.view.label')}
      value={isBoard ? 'board' : 'table'}
      onChange={(view) => onChange(view === 'board' ? 'board' : undefined)}
      options={[
        { value: 'table', label: t('orders.view.table') },
        { value: 'board', label: t('orders.view.board') },
      ]}
    />
  )
}
