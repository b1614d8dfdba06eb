import { Navigate, useParams } from 'react-router'
import { useOrderInHand } from '../order/OrderRoom'
import { formPath, orderPath } from '../paths'

/** Leads whoever comes back from a meter to the field for which he went; the metering app knows no groups. */
export function FromMeterPage() {
  const { stage: id = '', field = '' } = useParams()
  const { order, bundle } = useOrderInHand().detail
  const form = order.stages[id]?.form
  const group = (form === undefined ? undefined : bundle?.forms[form])?.ui.groups.find(({ fields }) => fields.includes(field))
  const to = group ? formPath(order.order, id, { screen: 'group', group: group.id, seen: field }) : orderPath(order.order)
  return <Navigate to={to} replace />
}
