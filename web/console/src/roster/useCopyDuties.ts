import { answer } from '@ronghe/sdk'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { api } from '../api/client'
import type { DutyCopy, NewDuty } from '../api/types'
import { useCommand } from '../api/useCommand'
import { asNew, type CopiedDuty } from './copyPlan'

interface CopyRequest {
  copy: DutyCopy
  plan: CopiedDuty[]
}

interface Copying {
  run: (request: CopyRequest) => void
  /** How many of those that are written one by one are there. */
  done: number
  isPending: boolean
  error: unknown
}

/**
 * Writes a plan. The platform copies a time as a whole, those too who are away; where somebody is, the others are written
 * one by one, and an attempt after a failure goes on where the one before it stopped.
 */
export function useCopyDuties(onDone: (count: number) => void): Copying {
  const queries = useQueryClient()
  const [done, setDone] = useState(0)
  const written = useRef(new Set<string>())
  const whole = useCommand((body: DutyCopy, header) => answer(api.POST('/api/v1/duties/copy', { params: { header }, body })), { keepData: true })
  const single = useCommand((body: NewDuty, header) => answer(api.POST('/api/v1/duties', { params: { header }, body })), { keepData: true })
  const all = useMutation({
    mutationFn: async ({ copy, plan }: CopyRequest) => {
      if (plan.every(({ outcome }) => outcome !== 'away')) return (await whole.mutateAsync(copy)).duties.length
      for (const each of plan) {
        const duty = each.outcome === 'added' ? asNew(each) : undefined
        if (duty === undefined || written.current.has(each.old.duty)) continue
        await single.mutateAsync(duty)
        written.current.add(each.old.duty)
        setDone(written.current.size)
      }
      return written.current.size
    },
    onSuccess: onDone,
    onSettled: () => void queries.invalidateQueries(),
  })
  return { run: all.mutate, done, isPending: all.isPending, error: all.error }
}
