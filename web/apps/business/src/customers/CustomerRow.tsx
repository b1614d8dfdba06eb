import type { CustomerFound } from '@ronghe/field'
import { groupNumber, Icon, useI18n } from '@ronghe/ui'
import { Link } from 'react-router'
import { customerPath } from '../paths'
import styles from './CustomerRow.module.css'
import { Flags } from './Flags'
import { texts } from './texts'

/** A customer that was found, and by what. */
export function CustomerRow({ customer }: { customer: CustomerFound }) {
  const { t } = useI18n(texts)
  const { customer_no, customer_name, service_address, flags, found_by, order } = customer
  return (
    <Link to={customerPath(customer_no, order)} className={styles.row ?? ''}>
      <span className={styles.head}>
        <strong className={styles.name}>{customer_name}</strong>
        <span className={styles.number}>{groupNumber(customer_no)}</span>
      </span>
      <span>{service_address}</span>
      {flags && <Flags flags={flags} />}
      <span className={styles.by}>
        <span>{t(`customers.found.${found_by}`)}</span>
        {order !== undefined && (
          <span className={styles.inHand}>
            <Icon name="work" size="1em" /> {t('customers.found.in_hand')}
          </span>
        )}
        <Icon name="forward" size="1em" />
      </span>
    </Link>
  )
}
