import type { FormValues } from '@ronghe/forms'
import { answer } from '@ronghe/sdk'
import { api } from '../api/client'
import type { Recipient } from '../api/types'
import { useCommand } from '../api/useCommand'

/** A stage's form as it is handed in, and to whom the next one goes where somebody has to choose. */
export interface HandedIn {
  values: FormValues
  to: Recipient | undefined
}

/** Hands in a stage that was worked on at the console. */
export function usePerformStage(order: string, stage: string, onDone: () => void) {
  return useCommand(
    ({ values, to }: HandedIn, header) =>
      answer(
        api.POST('/api/v1/orders/perform', {
          params: { header },
          body: { order, stage, values: values as Record<string, never>, ...(to === undefined ? {} : { to }) },
        }),
      ),
    { onDone },
  )
}
