import { commandHeaders, Unreachable, type CommandHeaders } from '@ronghe/sdk'
import { useMutation, useQueryClient, type UseMutationResult } from '@tanstack/react-query'
import { useRef } from 'react'

interface CommandOptions<Answer, Input> {
  onDone?: (answer: Answer, input: Input) => void
  /** Leaves the page's data as they are; for a caller that sends several. */
  keepData?: boolean
}

/**
 * A command of the office. When no answer came, the next attempt carries the same Idempotency-Key, so that it is done
 * once whatever the network does. Afterwards everything shown is read again.
 */
export function useCommand<Input, Answer>(
  run: (input: Input, headers: CommandHeaders) => Promise<Answer>,
  { onDone, keepData = false }: CommandOptions<Answer, Input> = {},
): UseMutationResult<Answer, unknown, Input> {
  const queries = useQueryClient()
  const attempt = useRef<{ input: string; headers: CommandHeaders }>(undefined)
  return useMutation({
    mutationFn: async (input: Input) => {
      const written = JSON.stringify(input)
      if (attempt.current?.input !== written) attempt.current = { input: written, headers: commandHeaders() }
      return run(input, attempt.current.headers)
    },
    onSettled: (_, error) => {
      if (!(error instanceof Unreachable)) attempt.current = undefined
    },
    onSuccess: (answer, input) => {
      if (!keepData) void queries.invalidateQueries()
      onDone?.(answer, input)
    },
  })
}
