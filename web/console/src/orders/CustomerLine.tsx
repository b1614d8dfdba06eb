import { CopyableNumber, groupMobile, useI18n } from '@ronghe/ui'
import { Button } from 'antd'
import type { OrderFile } from '../api/types'
import { Tag } from '../parts/Tag'
import { useMay } from '../session/useSession'
import { customerOf } from './customer'
import { texts } from './texts'
import type { Unmasked } from './useUnmasked'
import styles from './orderPage.module.css'

/** The customer, masked; in full for a reason that is written down. */
export function CustomerLine({ file, unmasked }: { file: OrderFile; unmasked: Unmasked }) {
  const { t } = useI18n(texts)
  const may = useMay()
  const customer = customerOf(file.order.facts)
  const isShown = unmasked.file !== undefined
  return (
    <div className={styles.customer}>
      <strong>{customer.customer_name}</strong>
      {customer.mobile !== undefined && <span>{groupMobile(customer.mobile)}</span>}
      <span>{customer.service_address}</span>
      {customer.customer_no !== undefined && (
        <span className={styles.muted}>{t('orders.customer.number')} <CopyableNumber number={customer.customer_no} /></span>
      )}
      {isShown && <Tag meaning="soon" icon="person">{t('orders.unmask.shown')}</Tag>}
      {isShown && <Button size="small" onClick={unmasked.hide}>{t('orders.unmask.hide')}</Button>}
      {!isShown && may('unmask_personal_data') && (
        <Button size="small" onClick={unmasked.open}>{t('orders.unmask.show')}</Button>
      )}
    </div>
  )
}
