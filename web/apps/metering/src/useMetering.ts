import { useAgent, useLive } from '@ronghe/field'
import { useCallback } from 'react'

/** What the terminal can do at meters now. */
export function useMetering() {
  const agent = useAgent()
  return useLive(useCallback(() => agent.metering(), [agent]), TOPICS)
}

/** A meter with its works. */
export function useMeter(address: string) {
  const agent = useAgent()
  return useLive(useCallback(() => agent.meter(address), [agent, address]), TOPICS)
}

/** A work with everything; nothing when none is named. */
export function useWork(work: string | undefined) {
  const agent = useAgent()
  return useLive(useCallback(async () => (work === undefined ? undefined : agent.work(work)), [agent, work]), TOPICS)
}

const TOPICS = ['metering'] as const
