import { formatEnergy, useI18n } from '@ronghe/ui'
import { isGiven } from '../api/given'
import type { MeterWork } from '../api/types'
import styles from './meters.module.css'
import { texts } from './texts'

/** Forward active energy as the registers showed it, the total first. */
export function WorkReadings({ work: { readings } }: { work: MeterWork }) {
  const { t } = useI18n(texts)
  if (!isGiven(readings)) return null
  return (
    <section className={styles.card}>
      <h2 className={styles.cardTitle}>{t('meters.readings.title')}</h2>
      <dl className={styles.facts}>
        <div>
          <dt>{t('meters.readings.total')}</dt>
          <dd><strong>{formatEnergy(readings.total_kwh_e4)}</strong></dd>
        </div>
        {(readings.tariffs_kwh_e4 ?? []).map((energy, at) => (
          // In the meter's own order, which has no names.
          <div key={at}>
            <dt>{t('meters.readings.tariff', { number: at + 1 })}</dt>
            <dd>{formatEnergy(energy)}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
