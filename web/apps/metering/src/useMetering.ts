import { useAgent, useLive, type Agent, type Meter, type WorkLine } from '@ronghe/field'
import { ApiProblem } from '@ronghe/sdk'
import { useCallback } from 'react'

/** What the terminal can do at meters now. */
export function useMetering() {
  const agent = useAgent()
  return useLive(useCallback(() => agent.metering(), [agent]), TOPICS)
}

/** A meter with its works; never those of the meter before it. */
export function useMeter(address: string) {
  const agent = useAgent()
  const { data, ...rest } = useLive(useCallback(() => meterAt(agent, address), [agent, address]), TOPICS)
  return data?.meter.comm_address === address ? { ...rest, data } : { ...rest, data: undefined }
}

/** A work with everything; nothing when none is named. */
export function useWork(work: string | undefined) {
  const agent = useAgent()
  const load = useCallback(async () => (work === undefined ? undefined : agent.work(work)), [agent, work])
  const { data, ...rest } = useLive(load, TOPICS)
  return data?.work === work ? { ...rest, data } : { ...rest, data: undefined }
}

/** A meter that this terminal has never been at is one of which nothing is known. */
async function meterAt(agent: Agent, address: string): Promise<{ meter: Meter; works: WorkLine[] }> {
  try {
    return await agent.meter(address)
  } catch (failure) {
    const isStranger = failure instanceof ApiProblem && failure.status === 404 && ADDRESS.test(address)
    if (!isStranger) throw failure
    return { meter: { comm_address: address, authorisations: [] }, works: [] }
  }
}

const ADDRESS = /^\d{12}$/
const TOPICS = ['metering'] as const
