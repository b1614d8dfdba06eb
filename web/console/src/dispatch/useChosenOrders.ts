import { useState } from 'react'
import type { OrderLineView } from '../api/types'

/** Orders that were chosen in the list or on the map; what is no longer listed stays chosen. */
export interface ChosenOrders {
  lines: OrderLineView[]
  ids: string[]
  /** Exactly these of the listed ones. */
  set: (orders: string[]) => void
  /** Those that are not chosen yet; if all are, none of them. */
  toggle: (orders: string[]) => void
  clear: () => void
}

export function useChosenOrders(shown: OrderLineView[]): ChosenOrders {
  const [chosen, setChosen] = useState<OrderLineView[]>([])
  // As they are listed now, not as they were when they were chosen.
  const lines = chosen.map((line) => shown.find(({ order }) => order === line.order) ?? line)
  const ids = lines.map(({ order }) => order)
  const isShown = ({ order }: OrderLineView) => shown.some((line) => line.order === order)
  const set = (orders: string[]) => setChosen([...lines.filter((line) => !isShown(line)), ...shown.filter(({ order }) => orders.includes(order))])
  const toggle = (orders: string[]) => {
    const areAll = orders.every((order) => ids.includes(order))
    const kept = lines.filter(({ order }) => !orders.includes(order))
    setChosen(areAll ? kept : [...kept, ...shown.filter(({ order }) => orders.includes(order))])
  }
  return { lines, ids, set, toggle, clear: () => setChosen([]) }
}
