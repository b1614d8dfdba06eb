import { useAgent, useCommand, withPlace, type Errand } from '@ronghe/field'
import { BUSINESS, fieldInBusiness, LAUNCHER, orderInBusiness } from './paths'

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

/** Back to the form for which one came, at the field that wanted it. */
export function useFormInBusiness() {
  const agent = useAgent()
  return useCommand(async ({ order, stage, field }: Errand) =>
    location.assign(withPlace(await agent.openApp(BUSINESS), fieldInBusiness(order, stage, field))),
  )
}
