import { useAgent, useLive, type Errand, type Facts, type Meter } from '@ronghe/field'
import { useCallback } from 'react'

/** An order in hand that a command at the meter can be for. */
export interface OrderOfMeter {
  order: string
  stage: string
  order_no: string
  /** The stage's name, and whose order it is. */
  words: string[]
  facts: Facts
}

/** The worker's own orders that name the meter, that the terminal knows to be the meter's, or for whose form he came. */
export function useOrdersOf(meter: Meter, errand: Errand | undefined) {
  const agent = useAgent()
  const { comm_address, asset_no, order, stage, order_no } = meter
  const { order: errandOrder, stage: errandStage } = errand ?? {}
  const load = useCallback(async (): Promise<OrderOfMeter[]> => {
    const lines = await agent.orders()
    const found = lines.flatMap((line): OrderOfMeter[] => {
      const isErrand = line.order === errandOrder
      const own = isErrand ? errandStage : line.order === order ? (stage ?? line.stage?.stage) : line.stage?.stage
      const meters = Object.entries(line.facts.meters ?? {})
      const isNamed = meters.some(([number, facts]) => facts.comm_address === comm_address || number === asset_no)
      if (own === undefined || !(isErrand || line.order === order || isNamed)) return []
      const { customer_name, service_address } = line.facts.customer ?? {}
      const words = [line.stage?.name, customer_name, service_address].flatMap((each) => (each ? [each] : []))
      return [{ order: line.order, stage: own, order_no: line.order_no, words, facts: line.facts }]
    })
    if (found.length > 0 || !order || !stage) return found
    return [{ order, stage, order_no: order_no ?? order, words: [], facts: {} }]
  }, [agent, comm_address, asset_no, order, stage, order_no, errandOrder, errandStage])
  return useLive(load, TOPICS)
}

const TOPICS = ['orders'] as const
