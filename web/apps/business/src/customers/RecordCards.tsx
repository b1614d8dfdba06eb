import { Card, type CustomerRecord, type CustomerShown, type CustomerWork } from '@ronghe/field'
import { fromInstant } from '@ronghe/forms'
import { groupNumber, Icon, useI18n, type Text } from '@ronghe/ui'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { orderPath } from '../paths'
import { dayOf } from './dayOf'
import styles from './RecordCards.module.css'
import { texts } from './texts'

/** Orders of the customer that are in hand. */
export function OrdersCard({ orders }: { orders: CustomerShown['orders'] }) {
  const { t, say } = useI18n(texts)
  return (
    <Card title={t('customers.orders.title')}>
      {orders.map(({ order, order_no, title }) => (
        <Link key={order} to={orderPath(order)} className={styles.order ?? ''}>
          <span>{say(title)}</span> <span className={styles.muted}>{groupNumber(order_no)}</span>{' '}
          <Icon name="forward" size="1em" />
        </Link>
      ))}
    </Card>
  )
}

/** What was done on the customer's premises. */
export function WorksCard({ works }: { works: CustomerWork[] }) {
  const { t, say } = useI18n(texts)
  const rows = works.map(({ order, title, ended_at, worker_name, photos = [] }) => ({
    key: order,
    head: say(title),
    more: [
      dayOf(fromInstant(ended_at)),
      worker_name,
      photos.length > 0 ? t('customers.works.photos', { count: photos.length }) : undefined,
    ],
  }))
  return <Records title={t('customers.works.title')} none={t('customers.works.none')} rows={rows} />
}

export function SealsCard({ seals }: { seals: NonNullable<CustomerRecord['seals']> }) {
  const { t, say } = useI18n(texts)
  const rows = seals.map(({ seal_no, place, applied_at }) => {
    const known = PLACES[place]
    return { key: seal_no, head: groupNumber(seal_no), more: [known ? say(known) : place, dayOf(fromInstant(applied_at))] }
  })
  return <Records title={t('customers.seals.title')} none={t('customers.seals.none')} rows={rows} />
}

export function ComplaintsCard({ complaints }: { complaints: NonNullable<CustomerRecord['complaints']> }) {
  const { t } = useI18n(texts)
  const rows = complaints.map(({ at, kind, state }) => ({
    key: `${at}${kind}`,
    head: kind,
    more: [dayOf(fromInstant(at)), t(`customers.complaints.${state}`)],
  }))
  return <Records title={t('customers.complaints.title')} none={t('customers.complaints.none')} rows={rows} />
}

interface RecordsProps {
  title: string
  none: string
  rows: { key: string; head: ReactNode; more: (string | undefined)[] }[]
}

function Records({ title, none, rows }: RecordsProps) {
  return (
    <Card title={title}>
      {rows.length === 0 && <p className={styles.none}>{none}</p>}
      {rows.length > 0 && (
        <ul className={styles.rows}>
          {rows.map(({ key, head, more }) => (
            <li key={key} className={styles.row}>
              <strong>{head}</strong>
              <span className={styles.muted}>{more.filter(Boolean).join(' · ')}</span>
            </li>
          ))}
        </ul>
      )}
    </Card>
  )
}

/** A place that is not here is shown as the marketing system writes it. */
const PLACES: Record<string, Text> = {
  meter_cover: texts['customers.place.meter_cover'],
  terminal_cover: texts['customers.place.terminal_cover'],
  box_door: texts['customers.place.box_door'],
}
