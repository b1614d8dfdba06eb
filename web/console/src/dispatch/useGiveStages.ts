import { answer, commandHeaders, Unreachable, type CommandHeaders } from '@ronghe/sdk'
import { useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { api } from '../api/client'
import type { StageToGive } from './assignments'

export interface Giving {
  isRunning: boolean
  done: string[]
  failed: { stage: StageToGive; error: unknown }[]
  give: (stages: StageToGive[], to: string, reason: string | undefined) => Promise<boolean>
}

/** Gives stages to a person, one after the other; what fails is named and can be tried again by itself. */
export function useGiveStages(): Giving {
  const queries = useQueryClient()
  const [isRunning, setRunning] = useState(false)
  const [done, setDone] = useState<string[]>([])
  const [failed, setFailed] = useState<Giving['failed']>([])
  // A stage whose answer never came is tried again under its first key.
  const keys = useRef(new Map<string, CommandHeaders>())

  const give: Giving['give'] = async (stages, to, reason) => {
    setRunning(true)
    setFailed([])
    const refused: Giving['failed'] = []
    for (const each of stages) {
      const { order, stage } = each
      const attempt = JSON.stringify([stage.stage, to, reason])
      const header = keys.current.get(attempt) ?? commandHeaders()
      keys.current.set(attempt, header)
      try {
        const body = { order, stage: stage.stage, to, ...(reason === undefined ? {} : { reason }) }
        await answer(api.POST('/api/v1/orders/dispatch', { params: { header }, body }))
        setDone((before) => [...before, stage.stage])
      } catch (error) {
        if (!(error instanceof Unreachable)) keys.current.delete(attempt)
        refused.push({ stage: each, error })
      }
    }
    setFailed(refused)
    setRunning(false)
    void queries.invalidateQueries()
    return refused.length === 0
  }

  return { isRunning, done, failed, give }
}
