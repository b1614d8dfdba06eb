import { COMMAND_LOOKS, commandEffect, commandName, groupNumber, Icon, isMeterChange, toneClass, useI18n } from '@ronghe/ui'
import { Link } from 'react-router'
import { isGiven } from '../api/given'
import type { AuthorisationEntry } from '../api/types'
import { KeyStateTag } from '../meters/KeyStateTag'
import { OrderNo } from '../orders/OrderNo'
import { Moment, UntilMoment } from '../parts/Moment'
import { Tag } from '../parts/Tag'
import { paths } from '../paths'
import { PersonName } from '../people/PersonName'
import { useMay } from '../session/useSession'
import { AskedFor } from './AskedFor'
import { STATE_LOOKS } from './authorisationStates'
import { Decide } from './Decide'
import { FactsBeside } from './FactsBeside'
import { texts } from './texts'
import { TravelNote } from './TravelNote'
import styles from './metering.module.css'

/** One request: what exactly, where, who; what is known now; and the two buttons. */
export function AuthorisationCard({ entry }: { entry: AuthorisationEntry }) {
  const { t, language } = useI18n(texts)
  const mayListMeters = useMay()('list_meters')
  const { command, meter } = entry
  const { meaning, icon } = STATE_LOOKS[entry.state]
  const name = commandName(command, language)
  const address = t('metering.card.meter', { meter: groupNumber(meter.comm_address) })
  const numbers = [
    meter.meter_no !== meter.comm_address && t('metering.card.meter_no', { number: groupNumber(meter.meter_no) }),
    isGiven(meter.asset_no) && t('metering.card.asset_no', { number: groupNumber(meter.asset_no) }),
  ].filter((each) => each !== false)
  return (
    <article className={styles.card} aria-label={t('metering.card.label', { command: name, meter: meter.comm_address })}>
      <header className={styles.head}>
        <h2 className={styles.command}><Icon name={COMMAND_LOOKS[command].icon} size="1em" /> {name}</h2>
        <span className={styles.meter}>{mayListMeters ? <Link to={paths.meter(meter.comm_address)}>{address}</Link> : address}</span>
        <Tag meaning={meaning} icon={icon}>{t(`metering.state.${entry.state}`)}</Tag>
      </header>
      {numbers.length > 0 && <p className={styles.note}>{numbers.join(' · ')}</p>}
      {isMeterChange(command) && (
        <p className={`${styles.effect} ${toneClass(command === 'trip' ? 'late' : 'soon')}`}>{commandEffect(command, language)}</p>
      )}
      <AskedFor entry={entry} />
      <dl className={styles.facts}>
        <dt>{t('metering.card.order')}</dt>
        <dd><OrderNo order={entry.order} orderNo={entry.order_no} mayOpen={entry.may_open_order} /></dd>
        <dt>{t('metering.card.customer')}</dt>
        <dd>
          {isGiven(entry.customer_name) ? (
            <>{entry.customer_name} · {entry.address}</>
          ) : (
            <span className={styles.muted}>{t(entry.may_open_order ? 'metering.card.customer_over' : 'metering.card.customer_hidden')}</span>
          )}
        </dd>
        {command === 'update_keys' && (
          <>
            <dt>{t('metering.card.keys')}</dt>
            <dd className={styles.keys}>
              {isGiven(entry.keys) && <KeyStateTag keys={entry.keys} />}{' '}
              {isGiven(entry.keys_told_at) ? <>{t('metering.card.keys_told')} <Moment at={entry.keys_told_at} /></> : t('metering.card.keys_never_told')}
            </dd>
          </>
        )}
        <dt>{t('metering.card.executor')}</dt>
        <dd><PersonName person={entry.executor} name={entry.executor_name} /></dd>
        <dt>{t('metering.card.requested')}</dt>
        <dd><Moment at={entry.requested_at} /></dd>
        <dt>{t('metering.card.until')}</dt>
        <dd><UntilMoment at={entry.not_after} /></dd>
        {isGiven(entry.approver) && (
          <>
            <dt>{t('metering.card.decided_by')}</dt>
            <dd><PersonName person={entry.approver} name={entry.approver_name ?? ''} /></dd>
          </>
        )}
        {isGiven(entry.reason) && (
          <>
            <dt>{t('metering.card.reason')}</dt>
            <dd>{entry.reason}</dd>
          </>
        )}
      </dl>
      {isGiven(entry.facts) && <FactsBeside command={command} facts={entry.facts} blocks={entry.blocks} />}
      <TravelNote entry={entry} />
      <Decide entry={entry} />
    </article>
  )
}
