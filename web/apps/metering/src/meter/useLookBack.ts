import { useAgent, useLive, useStanding, type WorkOfOther } from '@ronghe/field'
import { ApiProblem } from '@ronghe/sdk'
import { useCallback } from 'react'

/** What others did at a meter, or why it is not known; what was seen before the network went stays. */
export interface LookedBack {
  works: WorkOfOther[] | undefined
  why: 'offline' | 'not_in_hand' | 'failed' | undefined
  failure: unknown
  reload: () => void
}

/** Asks the company once, and again when the network has come back. */
export function useLookBack(address: string): LookedBack {
  const agent = useAgent()
  const { state } = useStanding()
  const isOffline = state?.network === 'none'
  const load = useCallback(async () => {
    if (isOffline) throw new NoNetwork()
    return { address, works: await agent.lookBack(address) }
  }, [agent, address, isOffline])
  const { data, failure, reload } = useLive(load, TOPICS)
  return { works: data?.address === address ? data.works : undefined, why: failure === undefined ? undefined : whyNot(failure), failure, reload }
}

class NoNetwork extends Error {}

function whyNot(failure: unknown): LookedBack['why'] {
  const code = failure instanceof ApiProblem ? failure.code : undefined
  if (failure instanceof NoNetwork || code === 'platform-unreachable') return 'offline'
  return code === 'not-permitted' ? 'not_in_hand' : 'failed'
}

// What goes on at this terminal tells nothing of others.
const TOPICS = [] as const
