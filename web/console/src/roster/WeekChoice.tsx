import { Icon, useI18n } from '@ronghe/ui'
import { Button } from 'antd'
import { texts } from './texts'
import { useWeekWords } from './useWeekWords'
import styles from './roster.module.css'

interface WeekChoiceProps {
  week: string
  isNow: boolean
  onStep: (later: number) => void
  onNow: () => void
}

export function WeekChoice({ week, isNow, onStep, onNow }: WeekChoiceProps) {
  const { t } = useI18n(texts)
  const weekWords = useWeekWords()
  return (
    <span className={styles.weekChoice}>
      <Button aria-label={t('roster.week.earlier')} title={t('roster.week.earlier')} icon={<Icon name="back" size="1em" />} onClick={() => onStep(-1)} />
      <strong className={styles.week}>{weekWords(week)}</strong>
      <Button aria-label={t('roster.week.later')} title={t('roster.week.later')} icon={<Icon name="forward" size="1em" />} onClick={() => onStep(1)} />
      <Button disabled={isNow} onClick={onNow}>{t('roster.week.now')}</Button>
    </span>
  )
}
