import { answer } from '@ronghe/sdk'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../api/client'
import type { MigrationReport, MigrationRequest } from '../api/types'
import { useCommand } from '../api/useCommand'

export interface Move {
  /** Moves what the preview said; `expected` orders of it. */
  run: (request: MigrationRequest, expected: number) => void
  /** The same once more. The platform goes on with what is left. */
  again: () => void
  /** Forgets what came of it: the orders go elsewhere. */
  forget: () => void
  isPending: boolean
  expected: number
  error: unknown
  report: MigrationReport | undefined
}

/** Moves running orders; after whatever answer, or none, what is left is looked at again. */
export function useMove(): Move {
  const queries = useQueryClient()
  const [expected, setExpected] = useState(0)
  const command = useCommand((body: MigrationRequest, header): Promise<MigrationReport> =>
    answer(api.POST('/api/v1/processes/migrate', { params: { header }, body })),
  )
  const send = (request: MigrationRequest) =>
    command.mutate(request, { onError: () => void queries.invalidateQueries({ queryKey: ['migration'] }) })
  return {
    run: (request, count) => {
      setExpected(count)
      send(request)
    },
    again: () => command.variables && send(command.variables),
    forget: command.reset,
    isPending: command.isPending,
    expected,
    error: command.error,
    report: command.data,
  }
}
