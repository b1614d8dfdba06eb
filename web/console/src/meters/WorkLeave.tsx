import { groupNumber, useI18n } from '@ronghe/ui'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import { isGiven } from '../api/given'
import { authorisationsQuery } from '../api/queries'
import type { MeterWork } from '../api/types'
import { HashText } from '../parts/HashText'
import { Moment } from '../parts/Moment'
import { paths } from '../paths'
import { PersonName } from '../people/PersonName'
import { useMay } from '../session/useSession'
import styles from './meters.module.css'
import { texts } from './texts'

/** For which order it was done, and on whose leave. */
export function WorkLeave({ work: { order, order_no, authorisation } }: { work: MeterWork }) {
  const { t } = useI18n(texts)
  const may = useMay()
  const mayList = may('list_authorisations')
  const query = useInfiniteQuery({ ...authorisationsQuery({ order: order ?? '' }), enabled: mayList && isGiven(order) })
  const all = query.data?.pages.flatMap(({ items }) => items)
  const leave = all?.find((each) => each.authorisation === authorisation)
  // What the record says of it is there for orders without leave, and for those that are not here.
  const orderNo = all?.[0]?.order_no ?? order_no ?? undefined
  if (!isGiven(order) && !isGiven(authorisation)) {
    return (
      <section className={styles.card}>
        <h2 className={styles.cardTitle}>{t('meters.leave.title')}</h2>
        <p className={styles.muted}>{t('meters.leave.neither')}</p>
      </section>
    )
  }
  return (
    <section className={styles.card}>
      <h2 className={styles.cardTitle}>{t('meters.leave.title')}</h2>
      <dl className={`${styles.facts} ${styles.rows}`}>
        {isGiven(order) && (
          <div>
            <dt>{t('meters.leave.order')}</dt>
            <dd className={styles.links}>
              {may('list_orders') && <Link to={paths.order(order)}>{orderNo === undefined ? t('meters.leave.open_order') : groupNumber(orderNo)}</Link>}
              {!may('list_orders') && (orderNo === undefined ? <HashText end hash={order} name={t('meters.leave.order')} /> : <span>{groupNumber(orderNo)}</span>)}
              {may('read_audit') && <Link to={paths.audit(`order:${order}`)}>{t('meters.leave.audit')}</Link>}
            </dd>
          </div>
        )}
        <div>
          <dt>{t('meters.leave.authorisation')}</dt>
          <dd>{isGiven(authorisation) ? <HashText end hash={authorisation} name={t('meters.leave.authorisation')} /> : t('meters.value.no_leave')}</dd>
        </div>
        {leave && isGiven(leave.approver) && (
          <div>
            <dt>{t('meters.leave.approver')}</dt>
            <dd><PersonName person={leave.approver} name={leave.approver_name} /></dd>
          </div>
        )}
        {leave && (
          <div>
            <dt>{t('meters.leave.requested')}</dt>
            <dd><Moment at={leave.requested_at} /></dd>
          </div>
        )}
      </dl>
      {mayList && isGiven(order) && (
        <p className={styles.further}>
          <Link to={paths.authorisations({ order })}>{t('meters.leave.all_of_order')}</Link>
        </p>
      )}
    </section>
  )
}
