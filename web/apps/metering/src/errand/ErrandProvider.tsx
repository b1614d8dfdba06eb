import { stageTitle, useAgent, useLive, type Errand, type OrderDetail } from '@ronghe/field'
import type { Text } from '@ronghe/ui'
import { createContext, use, useCallback, useMemo, type ReactNode } from 'react'

/** What the form wants, with the names of its order and stage as soon as they are known. */
export interface ErrandInHand extends Errand {
  order_no?: string
  title?: Text
  /** The addresses of the order's meters, by asset number. */
  meters: Record<string, string>
}

const ErrandContext = createContext<ErrandInHand | undefined>(undefined)

/** For which form the worker came; it stands in the address of every page, because pages keep nothing. */
export function ErrandProvider({ errand, children }: { errand: Errand | undefined; children: ReactNode }) {
  if (errand === undefined) return children
  return <WithOrder errand={errand}>{children}</WithOrder>
}

function WithOrder({ errand, children }: { errand: Errand; children: ReactNode }) {
  const agent = useAgent()
  const { data } = useLive(useCallback(() => agent.order(errand.order), [agent, errand.order]), TOPICS)
  const inHand = useMemo(() => ({ ...errand, ...namesOf(errand, data) }), [errand, data])
  return <ErrandContext value={inHand}>{children}</ErrandContext>
}

/** Nothing when the app was opened by itself. */
export function useErrand(): ErrandInHand | undefined {
  return use(ErrandContext)
}

function namesOf({ stage }: Errand, detail: OrderDetail | undefined): Pick<ErrandInHand, 'order_no' | 'title' | 'meters'> {
  if (detail === undefined) return { meters: {} }
  const own = detail.order.stages[stage]
  const known = Object.entries(detail.order.facts.meters ?? {})
  const meters = Object.fromEntries(known.flatMap(([asset, { comm_address }]) => (comm_address ? [[asset, comm_address]] : [])))
  return { order_no: detail.order.order_no, ...(own ? { title: stageTitle(detail, own) } : {}), meters }
}

const TOPICS = ['orders'] as const
