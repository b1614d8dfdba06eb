import { groupNumber } from '@ronghe/ui'
import { OrderNoLink } from './OrderNoLink'
import styles from './orders.module.css'

/** An order's number, and the way to it for whoever may open it. */
export function OrderNo({ order, orderNo, mayOpen }: { order: string; orderNo: string; mayOpen: boolean }) {
  return mayOpen ? <OrderNoLink order={order} orderNo={orderNo} /> : <span className={styles.orderNo}>{groupNumber(orderNo)}</span>
}
