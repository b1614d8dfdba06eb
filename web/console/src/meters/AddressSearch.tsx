import { useI18n } from '@ronghe/ui'
import { Input } from 'antd'
import { useState } from 'react'
import { isBeginning } from '../api/addresses'
import styles from './meters.module.css'
import { texts } from './texts'

interface AddressSearchProps {
  address: string | undefined
  onSearch: (address: string) => void
}

/** By the beginning of the communication address, which is all that the list can be asked by. */
export function AddressSearch({ address = '', onSearch }: AddressSearchProps) {
  const { t } = useI18n(texts)
  const [isWrong, setWrong] = useState(false)
  const search = (typed: string) => {
    const digits = typed.replace(/\s/g, '')
    setWrong(!isBeginning(digits))
    if (isBeginning(digits)) onSearch(digits)
  }
  return (
    <div className={styles.search} role="search">
      <Input.Search
        key={address}
        allowClear
        inputMode="numeric"
        aria-label={t('meters.filter.address')}
        aria-describedby="address-rule"
        placeholder={t('meters.filter.address')}
        defaultValue={address}
        status={isWrong ? 'error' : ''}
        enterButton={t('meters.filter.search')}
        onSearch={search}
      />
      <p id="address-rule" className={isWrong ? styles.wrong : styles.muted} role={isWrong ? 'alert' : undefined}>
        {t('meters.filter.rule')}
      </p>
    </div>
  )
}
