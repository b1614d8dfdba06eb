import { useInfiniteQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { ordersQuery, type OrderQuery } from '../api/queries'
import type { OrderLineView } from '../api/types'

/** Orders newest first. With `deep`, older pages follow by themselves until `LOOKED_AT_MAX` have been looked at. */
export function useOrders(filter: OrderQuery, { deep = false } = {}) {
  const query = useInfiniteQuery(ordersQuery(filter))
  const lines = query.data?.pages.flatMap(({ items }) => items)
  const count = lines?.length ?? 0
  const { hasNextPage, isFetching, isError, fetchNextPage } = query
  useEffect(() => {
    if (deep && hasNextPage && !isFetching && !isError && count < LOOKED_AT_MAX) void fetchNextPage()
  }, [deep, hasNextPage, isFetching, isError, count, fetchNextPage])
  return { ...query, data: lines as OrderLineView[] | undefined, lookedAt: count }
}

/** Enough for a station and a day; a company asks by station. */
const LOOKED_AT_MAX = 2_000
