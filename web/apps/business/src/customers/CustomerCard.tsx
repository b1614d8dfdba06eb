import { Card, useNow, type CustomerShown } from '@ronghe/field'
import { fromInstant } from '@ronghe/forms'
import { formatMoment, groupMobile, groupNumber, Icon, useI18n } from '@ronghe/ui'
import styles from './CustomerCard.module.css'
import { Flags } from './Flags'
import { MoneyCard } from './MoneyCard'
import { ComplaintsCard, OrdersCard, SealsCard, WorksCard } from './RecordCards'
import { ReadingsCard } from './ReadingsCard'
import { SupplyCard } from './SupplyCard'
import { texts } from './texts'
import { Watermark } from './Watermark'

/** A customer: who and where, what is due, what his meters said, what was done on site. Nothing of it can be selected. */
export function CustomerCard({ shown }: { shown: CustomerShown }) {
  const { t } = useI18n(texts)
  const { record, works } = shown.card
  // Focusable, so that keys can scroll a card on which nothing else can be chosen.
  return (
    <div className={styles.card} role="region" aria-label={t('customers.card.title')} tabIndex={0}>
      <Watermark seenBy={shown.seen_by} />
      <Header shown={shown} />
      {shown.orders.length > 0 && <OrdersCard orders={shown.orders} />}
      <MoneyCard record={record} />
      <ReadingsCard record={record} />
      <SupplyCard record={record} areaName={shown.area_name} />
      <WorksCard works={works} />
      <SealsCard seals={record.seals ?? []} />
      <ComplaintsCard complaints={record.complaints ?? []} />
    </div>
  )
}

function Header({ shown }: { shown: CustomerShown }) {
  const { t, language } = useI18n(texts)
  const now = useNow()
  const { record } = shown.card
  const { customer_no, customer_name, service_address, mobile, position } = record
  const moment = (at: number) => formatMoment(fromInstant(at), now, language)
  const flags = {
    critical: record.critical ?? false,
    life_support: record.life_support ?? false,
    guard_on: record.guard_on ?? false,
    arrears: (record.arrears?.amount_fen ?? 0) > 0,
  }
  const place = position && `${position.lat_e7 / DEGREE},${position.lon_e7 / DEGREE}`
  return (
    <Card>
      <h2 className={styles.name}>{customer_name}</h2>
      <p className={styles.number}>
        <span className={styles.muted}>{t('customers.card.customer_no')}</span> {groupNumber(customer_no)}
      </p>
      <p className={styles.line}>{service_address}</p>
      {mobile !== undefined && <p className={styles.line}>{groupMobile(mobile)}</p>}
      <Flags flags={flags} />
      {shown.masked && (
        <p className={styles.masked}>
          <Icon name="eye" size="1em" /> {t('customers.card.masked')}
        </p>
      )}
      {!shown.masked && (
        <div className={styles.actions}>
          {mobile !== undefined && (
            <a className={styles.action} href={`tel:${mobile}`}>
              <Icon name="phone" /> {t('customers.card.call')}
            </a>
          )}
          {place !== undefined && (
            <a className={styles.action} href={`geo:${place}?q=${place}`}>
              <Icon name="navigate" /> {t('customers.card.navigate')}
            </a>
          )}
        </div>
      )}
      <p className={styles.age}>
        {t('customers.card.age', { as_of: moment(record.as_of), fetched: moment(shown.fetched_at) })}
      </p>
    </Card>
  )
}

const DEGREE = 10_000_000
