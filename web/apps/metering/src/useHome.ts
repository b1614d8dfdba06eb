import { useAgent, useCommand, withPlace } from '@ronghe/field'
import { BUSINESS, LAUNCHER, orderInBusiness } from './paths'

/** Back to the launcher, which asks for a new code of its own. */
export function useHome() {
  const agent = useAgent()
  return useCommand(async () => location.assign(await agent.openApp(LAUNCHER)))
}

/** To the order in the business app, where what was done at its meter goes on. */
export function useOrderInBusiness() {
  const agent = useAgent()
  return useCommand(async (order: string) =>
    location.assign(withPlace(await agent.openApp(BUSINESS), orderInBusiness(order))),
  )
}
