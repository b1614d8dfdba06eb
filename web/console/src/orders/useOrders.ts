import { useInfiniteQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { ordersQuery } from '../api/queries'
import type { OrderLineView, OrderQuery } from '../api/types'

/** A list of orders. With `deep`, later pages follow by themselves until `LOOKED_AT_MAX` have been looked at. */
export function useOrders(filter: OrderQuery, { deep = false } = {}) {
  const query = useInfiniteQuery(ordersQuery(filter))
  const lines = query.data?.pages.flatMap(({ items }) => items)
  const isCut = query.data?.pages.some(({ cut }) => cut) ?? false
  const count = lines?.length ?? 0
  const { hasNextPage, isFetching, isError, fetchNextPage } = query
  useEffect(() => {
    if (deep && hasNextPage && !isFetching && !isError && count < LOOKED_AT_MAX) void fetchNextPage()
  }, [deep, hasNextPage, isFetching, isError, count, fetchNextPage])
  return { ...query, data: lines as OrderLineView[] | undefined, isCut }
}

/** Enough for a station and a day; a company asks by station. */
const LOOKED_AT_MAX = 2_000
