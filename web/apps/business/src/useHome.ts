import { useAgent, useCommand } from '@ronghe/field'
import { LAUNCHER } from './paths'

/** Back to the launcher, which asks for a new code of its own. */
export function useHome() {
  const agent = useAgent()
  return useCommand(async () => location.assign(await agent.openApp(LAUNCHER)))
}
