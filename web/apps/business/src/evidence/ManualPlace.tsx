import type { LonLat } from '@ronghe/field'
import { toInstant, type Position } from '@ronghe/forms'
import { Button, Icon, useI18n } from '@ronghe/ui'
import { useState } from 'react'
import styles from './PlaceSheet.module.css'
import { readDegrees } from './readDegrees'
import { texts } from './texts'

/** A position by hand: begins at the meter box, and says of itself that it is inexact. */
export function ManualPlace({ start, onPlace }: { start: LonLat | undefined; onPlace: (place: Position) => void }) {
  const { t } = useI18n(texts)
  const [lon, setLon] = useState(start?.lon.toFixed(5) ?? '')
  const [lat, setLat] = useState(start?.lat.toFixed(5) ?? '')
  const degrees = { lon: readDegrees(lon, 180), lat: readDegrees(lat, 90) }

  const use = () => {
    if (degrees.lon === undefined || degrees.lat === undefined) return
    const at = toInstant(new Date())
    onPlace({ lon: degrees.lon, lat: degrees.lat, accuracy_m: ACCURACY_BY_HAND_M, source: 'manual', at })
  }

  return (
    <div className={styles.manual}>
      <label>
        {t('place.manual.lon')}
        <input className={styles.input} inputMode="decimal" value={lon} onChange={(event) => setLon(event.target.value)} />
      </label>
      <label>
        {t('place.manual.lat')}
        <input className={styles.input} inputMode="decimal" value={lat} onChange={(event) => setLat(event.target.value)} />
      </label>
      <p>{t('place.manual.advice', { accuracy: ACCURACY_BY_HAND_M })}</p>
      <Button wide onClick={use} disabled={degrees.lon === undefined || degrees.lat === undefined}>
        <Icon name="pin" /> {t('place.manual.use')}
      </Button>
    </div>
  )
}

/** Worse than what the forms take without a reason: a place by hand is always explained. */
const ACCURACY_BY_HAND_M = 100
