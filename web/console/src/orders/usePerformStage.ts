import type { FormValues } from '@ronghe/forms'
import { answer } from '@ronghe/sdk'
import { api } from '../api/client'
import { useCommand } from '../api/useCommand'

/** Hands in a stage that was worked on at the console. Who gets the next one is the process's choice. */
export function usePerformStage(order: string, stage: string, onDone: () => void) {
  return useCommand(
    (values: FormValues, header) =>
      answer(api.POST('/api/v1/orders/perform', { params: { header }, body: { order, stage, values: values as Record<string, never> } })),
    { onDone },
  )
}
