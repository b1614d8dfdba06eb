import type { MeterFacts } from '@ronghe/field'
import type { FormValues } from '@ronghe/forms'
import { formatScaled, toneClass, useI18n } from '@ronghe/ui'
import styles from './PreviousReading.module.css'
import { differenceOf } from './comparedReadings'
import { texts } from './texts'

/** What the meter read last, what was entered now, and the energy between them: what a comparison compares. */
export function PreviousReading({ meters, values }: { meters: Record<string, MeterFacts> | undefined; values: FormValues }) {
  const { t } = useI18n(texts)
  const compared = differenceOf(meters, values)
  if (compared === undefined) return null
  const { previous, now, difference } = compared
  const rows: [string, number | undefined][] = [
    [t('form.previous.before'), previous],
    [t('form.previous.now'), now],
    [t('form.previous.difference'), difference],
  ]
  return (
    <dl className={`${styles.compared} ${toneClass(difference !== undefined && difference < 0 ? 'late' : 'plain')}`} aria-label={t('form.previous.title')}>
      {rows.map(([name, reading]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{reading === undefined ? t('form.previous.not_yet') : t('form.previous.energy', { reading: formatScaled(reading, 2) })}</dd>
        </div>
      ))}
    </dl>
  )
}
