import { Screen } from '@ronghe/field'
import { EmptyState, useI18n } from '@ronghe/ui'
import { useNavigate, useParams } from 'react-router'
import { useOrderInHand } from '../order/OrderRoom'
import { orderPath } from '../paths'
import { StageFormScreen } from './StageFormScreen'
import { texts } from './texts'

/** The form of the stage in the URL. */
export function FormPage() {
  const { t } = useI18n(texts)
  const navigate = useNavigate()
  const { stage: id = '' } = useParams()
  const { detail } = useOrderInHand()
  const stage = detail.order.stages[id]
  if (stage) return <StageFormScreen key={id} stage={stage} />
  return (
    <Screen title={t('form.page.title')} onBack={() => navigate(orderPath(detail.order.order))}>
      <EmptyState title={t('form.gone.title')} advice={t('form.gone.advice')} />
    </Screen>
  )
}
