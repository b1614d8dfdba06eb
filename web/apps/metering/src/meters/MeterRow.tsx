import { useNow, type Meter } from '@ronghe/field'
import { fromInstant } from '@ronghe/forms'
import { commandName, formatPast, groupNumber, Icon, type IconName, type Meaning, type MeterCommand, OUTCOME_LOOKS, outcomeName, toneClass, useI18n } from '@ronghe/ui'
import { Link } from 'react-router'
import { meterPath } from '../paths'
import styles from './meters.module.css'
import { texts } from './texts'

/** A meter in the list: its number, what was done last, what waits, and above all whether it must be verified. */
export function MeterRow({ meter }: { meter: Meter }) {
  const { t, language } = useI18n(texts)
  const now = useNow()
  const { comm_address, meter_no, order_no, unverified, last, authorisations } = meter
  const waiting = authorisations.filter(({ state }) => state === 'requested' || state === 'approved')
  const name = (command: MeterCommand) => commandName(command, language)
  return (
    <Link to={meterPath(comm_address)} className={styles.row ?? ''} data-unverified={Boolean(unverified)}>
      <span className={styles.head}>
        <strong className={styles.number}>{groupNumber(meter_no ?? comm_address)}</strong>
        <Icon name="forward" />
      </span>
      {unverified && (
        <Chip icon="question" meaning="soon" words={t('meters.row.unverified', { command: name(unverified.command) })} />
      )}
      {meter_no && meter_no !== comm_address && (
        <span className={styles.fact}>{t('meters.row.address', { number: groupNumber(comm_address) })}</span>
      )}
      {order_no && <span className={styles.fact}>{t('meters.row.order', { number: groupNumber(order_no) })}</span>}
      {waiting.map(({ authorisation, command, state }) => (
        <Chip
          key={authorisation}
          icon={state === 'approved' ? 'check' : 'waiting'}
          meaning={state === 'approved' ? 'done' : 'running'}
          words={t(state === 'approved' ? 'meters.row.approved' : 'meters.row.requested', { command: name(command) })}
        />
      ))}
      {last && (
        <span className={styles.fact}>
          <Icon name={OUTCOME_LOOKS[last.outcome].icon} size="1em" />{' '}
          {t('meters.row.last', {
            command: name(last.command),
            outcome: outcomeName(last.outcome, language),
            when: formatPast(fromInstant(last.ended_at), now, language).relative,
          })}
        </span>
      )}
    </Link>
  )
}

function Chip({ icon, meaning, words: said }: { icon: IconName; meaning: Meaning; words: string }) {
  return (
    <span className={`${styles.chip} ${toneClass(meaning)}`}>
      <Icon name={icon} size="1em" /> {said}
    </span>
  )
}
