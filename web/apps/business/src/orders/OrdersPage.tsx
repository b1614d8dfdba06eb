import { AppointmentNote, LiveList, Screen, StatusBar, useAgent, useLive, type OrderLine } from '@ronghe/field'
import { valueWords } from '@ronghe/forms'
import { EmptyState, groupNumber, Icon, OrderStateBadge, StageStateBadge, useI18n } from '@ronghe/ui'
import { useCallback } from 'react'
import { Link } from 'react-router'
import { CUSTOMERS, orderPath } from '../paths'
import { useHome } from '../useHome'
import styles from './OrdersPage.module.css'
import { texts } from './texts'

/** The orders of this app, for whoever opened it without one. */
export function OrdersPage() {
  const { t } = useI18n(texts)
  const agent = useAgent()
  const home = useHome()
  const live = useLive(useCallback(() => agent.orders(), [agent]), TOPICS)
  const search = (
    <Link to={CUSTOMERS} className={styles.search ?? ''}>
      <Icon name="search" /> {t('orders.page.customers')}
    </Link>
  )
  return (
    <Screen
      title={t('orders.page.title')}
      onBack={home.run}
      backWord={t('orders.page.home')}
      aside={search}
      bar={<StatusBar />}
    >
      <LiveList live={live} empty={<EmptyState title={t('orders.empty.title')} advice={t('orders.empty.advice')} />}>
        {(lines) => (
          <ul className={styles.orders}>
            {lines.map((line) => (
              <li key={line.order}>
                <OrderLink line={line} />
              </li>
            ))}
          </ul>
        )}
      </LiveList>
    </Screen>
  )
}

function OrderLink({ line }: { line: OrderLine }) {
  const { say, language } = useI18n(texts)
  const { customer_name, service_address } = line.facts.customer ?? {}
  return (
    <Link to={orderPath(line.order)} className={styles.order ?? ''}>
      <span className={styles.head}>
        <strong className={styles.title}>{line.stage?.name ?? say(line.title)}</strong>
        {line.stage ? <StageStateBadge state={line.stage.state} /> : <OrderStateBadge state={line.state} />}
      </span>
      <span>{[valueWords(NAME, customer_name, language), service_address].filter(Boolean).join(' · ')}</span>
      <AppointmentNote appointment={line.appointment} />
      <span className={styles.number}>
        {groupNumber(line.order_no)} <Icon name="forward" size="1em" />
      </span>
    </Link>
  )
}

const TOPICS = ['orders'] as const
const NAME = { label: texts['orders.row.customer'], widget: 'text', mask: 'name' } as const
