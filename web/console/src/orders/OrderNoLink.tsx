import { groupNumber } from '@ronghe/ui'
import { Link } from 'react-router'
import { paths } from '../paths'
import styles from './orders.module.css'

/** An order's number, grouped for reading aloud, and the way to it. */
export function OrderNoLink({ order, orderNo }: { order: string; orderNo: string }) {
  return (
    <Link to={paths.order(order)} className={styles.orderNo}>
      {groupNumber(orderNo)}
    </Link>
  )
}
