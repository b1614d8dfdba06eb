import { formatMoment, Icon, useI18n } from '@ronghe/ui'
import { Radio } from 'antd'
import { isGiven } from '../api/given'
import type { NextChoice, Recipient } from '../api/types'
import { toDate } from '../parts/Moment'
import { useRoleNames } from '../parts/RoleNames'
import { Tag } from '../parts/Tag'
import { useNow } from '../parts/useNow'
import { keyOf, mayGet } from './recipients'
import { texts } from './texts'
import styles from './orderPage.module.css'

interface RecipientChoiceProps {
  next: NextChoice
  /** Who hands the stage in. */
  self: string
  chosen: Recipient | undefined
  /** Nothing was chosen although the stage was to be handed in. */
  isMissing: boolean
  onChoose: (to: Recipient) => void
}

/** To whom the next stage goes: a role, or one of the people who have it; whoever is away is marked and not to be chosen. */
export function RecipientChoice({ next, self, chosen, isMissing, onChoose }: RecipientChoiceProps) {
  const { t, language } = useI18n(texts)
  const roleNames = useRoleNames()
  const now = useNow()
  return (
    <section className={styles.recipient} aria-labelledby="recipient">
      <h3 id="recipient" className={styles.recipientTitle}>{t('orders.recipient.title')}</h3>
      <Radio.Group
        aria-labelledby="recipient"
        className={styles.recipients ?? ''}
        value={chosen === undefined ? null : keyOf(chosen)}
        onChange={(event) => {
          const key = event.target.value as string
          const offered = [...next.roles.map((role): Recipient => ({ role })), ...next.people.map(({ person }): Recipient => ({ person }))]
          const to = offered.find((each) => keyOf(each) === key)
          if (to) onChoose(to)
        }}
      >
        <h4 className={styles.recipientKind}>{t('orders.recipient.roles')}</h4>
        {next.roles.map((role) => (
          <Radio key={role} value={keyOf({ role })}>
            {roleNames([role])} <span className={styles.muted}>{t('orders.recipient.by_role')}</span>
          </Radio>
        ))}
        {next.people.length > 0 && <h4 className={styles.recipientKind}>{t('orders.recipient.people')}</h4>}
        {next.people.map((taker) => (
          <Radio key={taker.person} value={keyOf({ person: taker.person })} disabled={!mayGet(taker, self)}>
            {taker.person === self ? t('orders.recipient.self', { name: taker.name }) : taker.name}{' '}
            <span className={styles.muted}>{t('orders.recipient.more', { staff_no: taker.staff_no, roles: roleNames(taker.roles) })}</span>{' '}
            {isGiven(taker.away_until) && (
              <Tag meaning="soon" icon="home">{t('orders.recipient.away', { until: formatMoment(toDate(taker.away_until), now, language) })}</Tag>
            )}
          </Radio>
        ))}
      </Radio.Group>
      {isMissing && (
        <p role="alert" className={styles.recipientMissing}>
          <Icon name="alert" size="1em" /> {t('orders.recipient.missing')}
        </p>
      )}
    </section>
  )
}
