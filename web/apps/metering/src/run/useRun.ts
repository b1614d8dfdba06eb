import { useAgent, useLive, type Live, type Run } from '@ronghe/field'
import { useCallback, useEffect } from 'react'

/** The command under way, told by the agent; asked for as well, because whoever waits at a relay must not see what was. */
export function useRun(): Live<Run | undefined> {
  const agent = useAgent()
  const live = useLive(useCallback(() => agent.run(), [agent]), TOPICS)
  const { data, reload } = live
  const isRunning = data?.state === 'running'
  useEffect(() => {
    if (!isRunning) return
    const asking = setInterval(reload, ASK_MS)
    return () => clearInterval(asking)
  }, [isRunning, reload])
  return live
}

const TOPICS = ['metering'] as const
const ASK_MS = 2_000
