import { useAgent, useLive } from '@ronghe/field'
import { useCallback } from 'react'

/** What the terminal can do at meters now. */
export function useMetering() {
  const agent = useAgent()
  return useLive(useCallback(() => agent.metering(), [agent]), TOPICS)
}

/** A meter with its works; never those of the meter before it. */
export function useMeter(address: string) {
  const agent = useAgent()
  const { data, ...rest } = useLive(useCallback(() => agent.meter(address), [agent, address]), TOPICS)
  return data?.meter.comm_address === address ? { ...rest, data } : { ...rest, data: undefined }
}

/** A work with everything; nothing when none is named. */
export function useWork(work: string | undefined) {
  const agent = useAgent()
  const load = useCallback(async () => (work === undefined ? undefined : agent.work(work)), [agent, work])
  const { data, ...rest } = useLive(load, TOPICS)
  return data?.work === work ? { ...rest, data } : { ...rest, data: undefined }
}

const TOPICS = ['metering'] as const
