import { useAgent, useCommand, useStanding } from '@ronghe/field'
import type { ErrorWords } from '@ronghe/ui'
import { useEffect, useState } from 'react'

export interface SyncNow {
  run: () => void
  busy: boolean
  /** It was asked for, and the platform cannot be reached. */
  isOffline: boolean
  failure: ErrorWords | undefined
}

/** Wakes the sync and waits until the agent tells of a newer one; without a network it says so instead. */
export function useSyncNow(): SyncNow {
  const agent = useAgent()
  const { state } = useStanding()
  const [asked, setAsked] = useState<Asked>()
  const waking = useCommand(async () => {
    setAsked({ before: state?.last_sync, isOver: false })
    await agent.sync()
  })

  useEffect(() => {
    if (asked === undefined || asked.isOver) return
    const patience = setTimeout(() => setAsked({ ...asked, isOver: true }), PATIENCE_MS)
    return () => clearTimeout(patience)
  }, [asked])

  const isNewer = asked !== undefined && state?.last_sync !== asked.before
  const isWaiting = asked !== undefined && !asked.isOver && !isNewer && waking.failure === undefined
  const isOffline = asked !== undefined && !isNewer && state?.network === 'none'
  return { run: waking.run, busy: waking.busy || (isWaiting && !isOffline), isOffline, failure: waking.failure }
}

interface Asked {
  before: number | undefined
  isOver: boolean
}

/** After this the button may be pressed again; the bar goes on telling how far the sync is. */
const PATIENCE_MS = 20_000
