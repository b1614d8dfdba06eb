import { formatDistance, useI18n } from '@ronghe/ui'
import { texts } from './texts'

interface PositionWordsProps {
  position: { lon: number; lat: number; accuracy_m?: number }
}

export function PositionWords({ position: { lon, lat, accuracy_m } }: PositionWordsProps) {
  const { t } = useI18n(texts)
  const place = t('orders.position.place', { lon: lon.toFixed(5), lat: lat.toFixed(5) })
  return (
    <span>
      {place} {accuracy_m !== undefined && t('orders.position.accuracy', { accuracy: formatDistance(accuracy_m) })}
    </span>
  )
}
