import { Card, type CustomerRecord } from '@ronghe/field'
import { fromInstant } from '@ronghe/forms'
import { formatEnergy, groupNumber, useI18n } from '@ronghe/ui'
import { dayOf } from './dayOf'
import { mostUsed, readingsOf, type ReadingLine, type RegisterReadings } from './readings'
import styles from './ReadingsCard.module.css'
import { texts } from './texts'

/** The last readings of each register, and the energy between them as a bar. */
export function ReadingsCard({ record }: { record: CustomerRecord }) {
  const { t } = useI18n(texts)
  const registers = readingsOf(record)
  return (
    <Card title={t('customers.readings.title')}>
      {registers.length === 0 && <p className={styles.line}>{t('customers.readings.none')}</p>}
      {registers.map((register) => (
        <RegisterLines key={register.asset_no + register.register} register={register} />
      ))}
    </Card>
  )
}

function RegisterLines({ register }: { register: RegisterReadings }) {
  const { t } = useI18n(texts)
  const { asset_no, multiplier, readings } = register
  const most = mostUsed(readings)
  return (
    <section className={styles.register}>
      <h3 className={styles.head}>
        <span>{t(`customers.register.${register.register}`)}</span>
        <span className={styles.meter}>
          {t('customers.readings.meter')} {groupNumber(asset_no)}
        </span>
        {multiplier !== 1 && <span className={styles.meter}>{t('customers.readings.multiplier', { factor: multiplier })}</span>}
      </h3>
      <ol className={styles.lines}>
        {readings.map((line) => (
          <Line key={line.at} line={line} most={most} />
        ))}
      </ol>
    </section>
  )
}

function Line({ line, most }: { line: ReadingLine; most: number }) {
  const { t } = useI18n(texts)
  const { used_kwh_e4: used } = line
  return (
    <li className={styles.reading}>
      <span className={styles.muted}>{dayOf(fromInstant(line.at))}</span>
      <span className={styles.value}>{formatEnergy(line.value_kwh_e4)}</span>
      {used !== undefined && (
        <span className={styles.used}>
          <span className={styles.track} aria-hidden="true">
            <span className={styles.bar} style={{ width: `${most === 0 ? 0 : (used / most) * 100}%` }} />
          </span>
          {t('customers.readings.used', { energy: formatEnergy(used) })}
        </span>
      )}
      {line.isLower && <span className={styles.used}>{t('customers.readings.unclear')}</span>}
    </li>
  )
}
