import { Card, type ReadItem, type Readout, type Unknowable } from '@ronghe/field'
import { Icon, toneClass, useI18n } from '@ronghe/ui'
import { meterTime, unitWord } from './readItem'
import { texts } from './texts'
import styles from './works.module.css'

/** What was read, large, in the meter's own order. */
export function ReadoutCard({ readout }: { readout: Unknowable<Readout> }) {
  const { t } = useI18n(texts)
  if (!readout || readout.items.length === 0) return null
  return (
    <Card title={t('works.read.title')}>
      {readout.is_noisy && (
        <p className={`${styles.noisy} ${toneClass('soon')}`}>
          <Icon name="alert" /> <span>{t('works.read.noisy')}</span>
        </p>
      )}
      <dl className={styles.items}>
        {readout.items.map((item, at) => (
          // An identifier may stand for several values.
          <Item key={`${at} ${item.identifier}`} item={item} />
        ))}
      </dl>
    </Card>
  )
}

function Item({ item: { name, value, unit, at, refused } }: { item: ReadItem }) {
  const { t, say, language } = useI18n(texts)
  const symbol = unitWord(unit, language)
  return (
    <div className={styles.item}>
      <dt>{say(name)}</dt>
      {value !== null && value !== undefined && (
        <dd>
          <span className={isLong(value) ? styles.text : styles.value}>{meterTime(value)}</span>{' '}
          {symbol !== '' && <span className={styles.unit}>{symbol}</span>}
          {at && (
            <span className={styles.at}>{at === 'never' ? t('works.read.never') : t('works.read.at', { when: meterTime(at) })}</span>
          )}
        </dd>
      )}
      {(value === null || value === undefined) && (
        <dd className={styles.absent}>{refused ? t('works.read.refused', { why: say(refused) }) : t('works.read.none')}</dd>
      )}
    </div>
  )
}

/** A time or a long text does not stand as large as a register. */
function isLong(value: string): boolean {
  return value.length > VALUE_LEN_LARGE
}

const VALUE_LEN_LARGE = 12
