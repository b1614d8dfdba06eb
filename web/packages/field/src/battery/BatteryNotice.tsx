import { formatPercent, Icon, toneClass, useI18n } from '@ronghe/ui'
import { useEffect, useState } from 'react'
import { texts } from '../texts'
import { lowBattery, watchBattery, type Battery } from './battery'
import styles from './BatteryNotice.module.css'

/** Said while there is time to finish the order; nothing while it is being charged. */
export function BatteryNotice() {
  const { t } = useI18n(texts)
  const [battery, setBattery] = useState<Battery>()
  useEffect(() => watchBattery(setBattery), [])
  const left = lowBattery(battery)
  if (left === undefined) return null
  return (
    <p className={`${styles.notice} ${toneClass('soon')}`} role="status">
      <Icon name="battery" size="1.25rem" /> <span>{t('field.battery.low', { percent: formatPercent(left) })}</span>
    </p>
  )
}
