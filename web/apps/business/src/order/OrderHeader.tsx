import { AppointmentNote, Card, useNow } from '@ronghe/field'
import { fromInstant, valueWords, type Mask } from '@ronghe/forms'
import { Button, CopyableNumber, DeadlineBar, groupMobile, Icon, toneClass, useI18n } from '@ronghe/ui'
import { useState } from 'react'
import { Link } from 'react-router'
import { customerPath } from '../paths'
import styles from './OrderHeader.module.css'
import { useOrderInHand } from './OrderRoom'
import { texts } from './texts'

/** Who and where, until when; personal data are masked until they are asked for. */
export function OrderHeader() {
  const { t, language } = useI18n(texts)
  const now = useNow()
  const { order, appointment } = useOrderInHand().detail
  const [isShown, setShown] = useState(false)
  const { customer_name, customer_no, mobile, id_no, service_address } = order.facts.customer ?? {}
  const isPersonal = [customer_name, mobile, id_no].some((value) => value !== undefined)
  const { box } = order.facts
  const personal = (value: string | undefined, mask: Mask) =>
    valueWords({ label: texts['order.customer.name'], widget: 'text', ...(isShown ? {} : { mask }) }, value, language)

  return (
    <Card>
      <div className={styles.who}>
        <p className={styles.name}>{personal(customer_name, 'name') ?? t('order.customer.unknown')}</p>
        {isPersonal && (
          <Button onClick={() => setShown(!isShown)}>
            <Icon name="eye" /> {t(isShown ? 'order.personal.hide' : 'order.personal.show')}
          </Button>
        )}
      </div>
      <p className={styles.facts}>
        {mobile !== undefined && <span>{isShown ? groupMobile(mobile) : personal(mobile, 'mobile')}</span>}
        {id_no !== undefined && isShown && <span>{t('order.customer.id_no', { number: id_no })}</span>}
      </p>
      {service_address !== undefined && <p className={styles.address}>{service_address}</p>}
      <div className={styles.actions}>
        {mobile !== undefined && (
          <a className={styles.action} href={`tel:${mobile}`}>
            <Icon name="phone" /> {t('order.customer.call')}
          </a>
        )}
        {customer_no !== undefined && (
          <Link className={styles.action ?? ''} to={customerPath(customer_no, order.order)}>
            <Icon name="person" /> {t('order.customer.card')}
          </Link>
        )}
        {box && (
          <a className={styles.action} href={`geo:${box.lat},${box.lon}?q=${box.lat},${box.lon}`}>
            <Icon name="navigate" /> {t('order.customer.navigate')}
          </a>
        )}
      </div>
      <AppointmentNote appointment={appointment} />
      {order.due_at !== undefined && (
        <DeadlineBar deadline={{ due: fromInstant(order.due_at), paused: order.state === 'suspended' }} now={now} />
      )}
      {order.urged > 0 && (
        <p className={`${styles.urged} ${toneClass('soon')}`}>
          <Icon name="bell" size="1em" /> {t('order.customer.urged', { count: order.urged })}
        </p>
      )}
      <div className={styles.numbers}>
        <span>{t('order.customer.order_no')}</span> <CopyableNumber number={order.order_no} />
        {customer_no !== undefined && (
          <>
            <span>{t('order.customer.customer_no')}</span> <CopyableNumber number={customer_no} />
          </>
        )}
      </div>
    </Card>
  )
}
