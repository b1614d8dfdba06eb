import { useAgent, useCommand, withPlace } from '@ronghe/field'
import { LAUNCHER, LAUNCHER_OUTBOX } from './paths'

/** Back to the launcher, which asks for a new code of its own. */
export function useHome() {
  const agent = useAgent()
  return useCommand(async () => location.assign(await agent.openApp(LAUNCHER)))
}

/** The launcher's list of what is not with the company yet. */
export function useOutbox() {
  const agent = useAgent()
  return useCommand(async () => location.assign(withPlace(await agent.openApp(LAUNCHER), LAUNCHER_OUTBOX)))
}
