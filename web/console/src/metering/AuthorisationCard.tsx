import { groupNumber, useI18n } from '@ronghe/ui'
import { Link } from 'react-router'
import { isGiven } from '../api/given'
import type { AuthorisationEntry } from '../api/types'
import { Moment, UntilMoment } from '../parts/Moment'
import { Tag } from '../parts/Tag'
import { paths } from '../paths'
import { PersonName } from '../people/PersonName'
import { STATE_LOOKS } from './authorisationStates'
import { Decide } from './Decide'
import { FactsBeside } from './FactsBeside'
import { texts } from './texts'
import styles from './metering.module.css'

/** One request: what, where, who; what is known now; and the two buttons. */
export function AuthorisationCard({ entry }: { entry: AuthorisationEntry }) {
  const { t } = useI18n(texts)
  const { meaning, icon } = STATE_LOOKS[entry.state]
  return (
    <article className={styles.card} aria-label={t('metering.card.label', { command: t(`metering.command.${entry.command}`), meter: entry.meter.comm_address })}>
      <header className={styles.head}>
        <h2 className={styles.command}>{t(`metering.command.${entry.command}`)}</h2>
        <span className={styles.meter}>{t('metering.card.meter', { meter: groupNumber(entry.meter.comm_address) })}</span>
        <Tag meaning={meaning} icon={icon}>{t(`metering.state.${entry.state}`)}</Tag>
      </header>
      <dl className={styles.facts}>
        <dt>{t('metering.card.order')}</dt>
        <dd><Link to={paths.order(entry.order)}>{groupNumber(entry.order_no)}</Link></dd>
        {isGiven(entry.customer_name) && (
          <>
            <dt>{t('metering.card.customer')}</dt>
            <dd>{entry.customer_name} · {entry.address}</dd>
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
      {isGiven(entry.facts) && <FactsBeside facts={entry.facts} blocks={entry.blocks} />}
      <Decide entry={entry} />
    </article>
  )
}
