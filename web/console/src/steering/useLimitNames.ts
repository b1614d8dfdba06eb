import { useI18n } from '@ronghe/ui'
import { useQuery } from '@tanstack/react-query'
import { processQuery } from '../api/queries'
import type { OrderView } from '../api/types'
import { limitName } from '../orders/limits'
import { texts } from './texts'

/** The limits of an order's process by their names, in one text; some names have a comma in them. */
export function useLimitNames(order: OrderView): (policies: string[]) => string {
  const { t, say } = useI18n(texts)
  const process = useQuery(processQuery(order.bundle_hash))
  return (policies) => policies.map((policy) => say(limitName(process.data?.files ?? {}, policy))).join(t('steering.list.limits'))
}
