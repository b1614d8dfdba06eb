import { useI18n } from '@ronghe/ui'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import { isGiven } from '../api/given'
import { authorisationsQuery } from '../api/queries'
import type { MeterWorkFile } from '../api/types'
import { OrderNo } from '../orders/OrderNo'
import { HashText } from '../parts/HashText'
import { Moment } from '../parts/Moment'
import { paths } from '../paths'
import { PersonName } from '../people/PersonName'
import { useMay } from '../session/useSession'
import styles from './meters.module.css'
import { texts } from './texts'

/** For which order it was done, and on whose leave. */
export function WorkLeave({ file: { order_no, may_open_order, record } }: { file: MeterWorkFile }) {
  const { order, authorisation } = record
  const { t } = useI18n(texts)
  const may = useMay()
  const mayList = may('list_authorisations')
  const query = useInfiniteQuery({ ...authorisationsQuery({ order: order ?? '' }), enabled: mayList && isGiven(order) })
  const all = query.data?.pages.flatMap(({ items }) => items)
  const leave = all?.find((each) => each.authorisation === authorisation)
  // What the record says of it is there where the order is not (yet).
  const orderNo = order_no ?? record.order_no
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
              {isGiven(orderNo) ? <OrderNo order={order} orderNo={orderNo} mayOpen={may_open_order} /> : <HashText end hash={order} name={t('meters.leave.order')} />}
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
      {isGiven(order) && (
        <p className={`${styles.further} ${styles.links}`}>
          {mayList && <Link to={paths.authorisations({ order })}>{t('meters.leave.all_of_order')}</Link>}
          <Link to={paths.meterWorks({ order })}>{t('meters.leave.works_of_order')}</Link>
        </p>
      )}
    </section>
  )
}
