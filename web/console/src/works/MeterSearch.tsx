import { useI18n } from '@ronghe/ui'
import { Input } from 'antd'
import { useState } from 'react'
import { isBeginning } from '../api/addresses'
import { texts } from './texts'
import { BEGINNING_MIN } from './worksFilter'
import styles from './works.module.css'

interface MeterSearchProps {
  meter: string | undefined
  onSearch: (meter: string) => void
}

/** By the beginning of the meter's communication address; nothing typed asks for all. */
export function MeterSearch({ meter = '', onSearch }: MeterSearchProps) {
  const { t } = useI18n(texts)
  const [isWrong, setWrong] = useState(false)
  const search = (typed: string) => {
    const digits = typed.replace(/\s/g, '')
    const isRight = digits === '' || (isBeginning(digits) && digits.length >= BEGINNING_MIN)
    setWrong(!isRight)
    if (isRight) onSearch(digits)
  }
  return (
    <div className={styles.meter}>
      <Input.Search
        key={meter}
        allowClear
        inputMode="numeric"
        aria-label={t('works.filter.meter')}
        placeholder={t('works.filter.meter')}
        defaultValue={meter}
        status={isWrong ? 'error' : ''}
        onSearch={search}
      />
      {isWrong && <p className={styles.wrong} role="alert">{t('works.filter.meter_rule')}</p>}
    </div>
  )
}
