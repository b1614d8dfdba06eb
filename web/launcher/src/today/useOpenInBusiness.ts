import { useAgent, useCommand, withPlace, type Command } from '@ronghe/field'
import { BUSINESS_APP, CUSTOMERS_IN_BUSINESS_APP, orderInBusinessApp } from '../paths'

/** Opens an order where it is worked on, at one of its meters if one is named. */
export function useOpenOrder(): Command<[order: string, meter?: string]> {
  const agent = useAgent()
  return useCommand(async (order: string, meter?: string) => {
    location.assign(withPlace(await agent.openApp(BUSINESS_APP), orderInBusinessApp(order, meter)))
  })
}

/** Opens the search for customers, which is the business app's. */
export function useOpenCustomers(): Command<[]> {
  const agent = useAgent()
  return useCommand(async () => {
    location.assign(withPlace(await agent.openApp(BUSINESS_APP), CUSTOMERS_IN_BUSINESS_APP))
  })
}
