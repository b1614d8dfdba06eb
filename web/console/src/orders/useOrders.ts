import { useInfiniteQuery } from '@tanstack/react-query'
import { ordersQuery } from '../api/queries'
import type { OrderLineView, OrderQuery } from '../api/types'

/** A list of orders, page by page. */
export function useOrders(filter: OrderQuery) {
  const query = useInfiniteQuery(ordersQuery(filter))
  const lines = query.data?.pages.flatMap(({ items }) => items)
  const isCut = query.data?.pages.some(({ cut }) => cut) ?? false
  return { ...query, data: lines as OrderLineView[] | undefined, isCut }
}
