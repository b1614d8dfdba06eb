import { formatExact, formatExactDue, groupMobile, groupNumber, OrderStateBadge, useI18n } from '@ronghe/ui'
import { useQuery } from '@tanstack/react-query'
import { isGiven } from '../api/given'
import { stationsQuery } from '../api/queries'
import type { OrderFile, ProcessFiles } from '../api/types'
import { customerOf } from '../orders/customer'
import { Fact } from '../orders/Fact'
import { toDate } from '../parts/Moment'
import { useSession } from '../session/useSession'
import { CaseChecks } from './CaseChecks'
import type { CaseCheck } from './caseCheck'
import { texts } from './texts'
import styles from './casefile.module.css'

interface CaseCoverProps {
  file: OrderFile
  check: CaseCheck
  process: ProcessFiles | undefined
  readAt: Date
}

/** The first page: which order it is, who read it when, and what was checked. */
export function CaseCover({ file, check, process, readAt }: CaseCoverProps) {
  const { t, say } = useI18n(texts)
  const { name, staff_no } = useSession()
  const stations = useQuery(stationsQuery)
  const { order } = file
  const customer = customerOf(order.facts)
  const station = stations.data?.find((each) => each.station === file.station)?.name
  return (
    <header>
      <h2 className={styles.title}>{t('casefile.page.title')}</h2>
      <p className={styles.business}>{say(order.title)} <OrderStateBadge state={order.state} /></p>
      <dl className={`${styles.facts} ${styles.cover}`}>
        <Fact name={t('casefile.cover.order_no')}><strong className={styles.orderNo}>{groupNumber(order.order_no)}</strong></Fact>
        {customer.customer_name !== undefined && <Fact name={t('casefile.cover.customer')}>{customer.customer_name}</Fact>}
        {customer.customer_no !== undefined && <Fact name={t('casefile.cover.customer_no')}>{groupNumber(customer.customer_no)}</Fact>}
        {customer.mobile !== undefined && <Fact name={t('casefile.cover.mobile')}>{groupMobile(customer.mobile)}</Fact>}
        {customer.service_address !== undefined && <Fact name={t('casefile.cover.address')}>{customer.service_address}</Fact>}
        {station !== undefined && <Fact name={t('casefile.cover.station')}>{station}</Fact>}
        <Fact name={t('casefile.cover.created')}>{formatExact(toDate(order.created_at))}</Fact>
        {isGiven(order.due_at) && <Fact name={t('casefile.cover.due')}>{formatExactDue(toDate(order.due_at))}</Fact>}
        <Fact name={t('casefile.cover.process')}>
          {order.process} {process && t('casefile.cover.version', { version: process.version })} <code>{order.bundle_hash}</code>
        </Fact>
        <Fact name={t('casefile.cover.read')}>{t('casefile.cover.read_by', { name, staff_no, at: formatExact(readAt) })}</Fact>
        <Fact name={t('casefile.cover.personal')}>{t(file.unmasked ? 'casefile.cover.unmasked' : 'casefile.cover.masked')}</Fact>
      </dl>
      <CaseChecks file={file} check={check} />
    </header>
  )
}
