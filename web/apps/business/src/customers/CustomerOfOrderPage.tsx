import { agentWords, Screen, StatusBar, useAgent, useLive } from '@ronghe/field'
import { Button, ErrorState, Icon, SkeletonList, useI18n } from '@ronghe/ui'
import { useCallback } from 'react'
import { useNavigate, useParams } from 'react-router'
import { orderPath } from '../paths'
import { CustomerCard } from './CustomerCard'
import { texts } from './texts'

/** The card of an order's customer: the order says why it is opened. */
export function CustomerOfOrderPage() {
  const { t, language } = useI18n(texts)
  const navigate = useNavigate()
  const agent = useAgent()
  const { order = '', customer_no = '' } = useParams()
  const live = useLive(useCallback(() => agent.customer(customer_no, order), [agent, customer_no, order]), TOPICS)
  const { data, failure, reload } = live
  const again = (
    <Button onClick={reload}>
      <Icon name="redo" /> {t('customers.card.again')}
    </Button>
  )
  return (
    <Screen
      title={t('customers.card.title')}
      onBack={() => void navigate(orderPath(order))}
      backWord={t('customers.card.back_to_order')}
      bar={<StatusBar />}
    >
      {failure !== undefined && <ErrorState error={agentWords(failure, language)} action={again} />}
      {data ? <CustomerCard shown={data} /> : failure === undefined && <SkeletonList rows={4} lines={3} />}
    </Screen>
  )
}

const TOPICS = ['customers', 'orders'] as const
