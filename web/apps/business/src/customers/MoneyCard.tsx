import { Card, FactList, type CustomerRecord } from '@ronghe/field'
import { fromInstant } from '@ronghe/forms'
import { formatMoney, Icon, toneClass, useI18n } from '@ronghe/ui'
import { dayOf } from './dayOf'
import styles from './MoneyCard.module.css'
import { texts } from './texts'

/** What is due, and what is left of the customer's balance. */
export function MoneyCard({ record: { arrears, available_balance_fen } }: { record: CustomerRecord }) {
  const { t } = useI18n(texts)
  const due = arrears && arrears.amount_fen > 0 ? arrears : undefined
  const facts = [
    ...(due
      ? [
          { label: t('customers.money.duration'), value: t('customers.money.months', { count: due.months }) },
          { label: t('customers.money.as_of'), value: dayOf(fromInstant(due.as_of)) },
        ]
      : []),
    ...(available_balance_fen === undefined
      ? []
      : [{ label: t('customers.money.balance'), value: formatMoney(available_balance_fen) }]),
  ]
  return (
    <Card title={t('customers.money.title')}>
      {due ? (
        <p className={`${styles.due} ${toneClass('late')}`}>
          <Icon name="alert" /> {t('customers.money.arrears')} {formatMoney(due.amount_fen)}
        </p>
      ) : (
        <p className={styles.none}>
          <Icon name="check" size="1em" /> {t('customers.money.none')}
        </p>
      )}
      {facts.length > 0 && <FactList facts={facts} />}
    </Card>
  )
}
