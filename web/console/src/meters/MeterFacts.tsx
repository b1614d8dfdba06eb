import { CopyableNumber, Icon, toneClass, useI18n } from '@ronghe/ui'
import { isGiven } from '../api/given'
import type { Maybe, MeterView } from '../api/types'
import { Moment } from '../parts/Moment'
import styles from './meters.module.css'
import { protocolName } from './protocolName'
import { texts } from './texts'

/** What the acquisition system and the terminals have told of a meter. */
export function MeterFacts({ meter }: { meter: MeterView }) {
  const { t } = useI18n(texts)
  const number = (digits: Maybe<string>) => (isGiven(digits) ? <CopyableNumber number={digits} /> : t('meters.value.none'))
  return (
    <section className={styles.card} aria-label={t('meters.meter.facts')}>
      {meter.keys === 'half_updated' && (
        <p className={`${styles.warning} ${toneClass('late')}`}>
          <Icon name="alert" size="1em" /> {t('meters.meter.half_updated')}
        </p>
      )}
      <dl className={styles.facts}>
        <div>
          <dt>{t('meters.column.comm_address')}</dt>
          <dd>{number(meter.comm_address)}</dd>
        </div>
        <div>
          <dt>{t('meters.column.meter_no')}</dt>
          <dd>{meter.meter_no === meter.comm_address ? t('meters.value.same') : number(meter.meter_no)}</dd>
        </div>
        <div>
          <dt>{t('meters.column.asset_no')}</dt>
          <dd>{number(meter.asset_no)}</dd>
        </div>
        <div>
          <dt>{t('meters.column.customer_no')}</dt>
          <dd>{number(meter.customer_no)}</dd>
        </div>
        <div>
          <dt>{t('meters.column.area')}</dt>
          <dd>{meter.area_code ?? t('meters.value.none')}</dd>
        </div>
        <div>
          <dt>{t('meters.column.protocol')}</dt>
          <dd>{protocolName(meter.protocol) ?? t('meters.value.unknown')}</dd>
        </div>
        <div>
          <dt>{t('meters.column.phases')}</dt>
          <dd>{t(meter.phases === 1 ? 'meters.value.one_phase' : 'meters.value.phases', { count: meter.phases })}</dd>
        </div>
        <div>
          <dt>{t('meters.column.told')}</dt>
          <dd>{isGiven(meter.keys_told_at) ? <Moment at={meter.keys_told_at} /> : t('meters.value.never')}</dd>
        </div>
      </dl>
    </section>
  )
}
