import { Screen, StatusBar, type CustomerShown } from '@ronghe/field'
import { groupNumber, useI18n } from '@ronghe/ui'
import { useState } from 'react'
import { useNavigate, useParams } from 'react-router'
import { CustomerCard } from './CustomerCard'
import { InquiryForm } from './InquiryForm'
import { texts } from './texts'

/** A look at a customer without an order of his: the reason first, then the card. Nothing is kept when the page goes. */
export function InquiryPage() {
  const { t } = useI18n(texts)
  const navigate = useNavigate()
  const { customer_no = '' } = useParams()
  const [shown, setShown] = useState<CustomerShown>()
  return (
    <Screen
      title={t('customers.inquiry.title')}
      over={groupNumber(customer_no)}
      onBack={() => void navigate(-1)}
      bar={<StatusBar />}
    >
      {shown ? <CustomerCard shown={shown} /> : <InquiryForm customer_no={customer_no} onShown={setShown} />}
    </Screen>
  )
}
