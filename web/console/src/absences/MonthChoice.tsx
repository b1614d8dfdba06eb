import { Icon, useI18n } from '@ronghe/ui'
import { Button, Space } from 'antd'
import { texts } from './texts'
import styles from './absences.module.css'

interface MonthChoiceProps {
  month: string
  isNow: boolean
  onStep: (later: number) => void
  onNow: () => void
}

export function MonthChoice({ month, isNow, onStep, onNow }: MonthChoiceProps) {
  const { t } = useI18n(texts)
  return (
    <Space>
      <Button aria-label={t('absences.month.earlier')} icon={<Icon name="back" size="1em" />} onClick={() => onStep(-1)} />
      <strong className={styles.month}>{month}</strong>
      <Button aria-label={t('absences.month.later')} icon={<Icon name="forward" size="1em" />} onClick={() => onStep(1)} />
      <Button disabled={isNow} onClick={onNow}>{t('absences.month.now')}</Button>
    </Space>
  )
}
