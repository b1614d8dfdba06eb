import { answer, ApiProblem, type CommandHeaders } from '@ronghe/sdk'
import { useQueryClient } from '@tanstack/react-query'
import { App } from 'antd'
import { api } from '../api/client'
import type { Steered, SteerRequests } from '../api/types'
import { useCommand } from '../api/useCommand'
import type { Steering } from './steerings'

export interface Steer<Which extends Steering> {
  run: (request: SteerRequests[Which]) => void
  isPending: boolean
  error: unknown
}

/** Steers an order once; says so and closes the dialog when it is done. */
export function useSteer<Which extends Steering>(steering: Which, done: string, onClose: () => void): Steer<Which> {
  const { message } = App.useApp()
  const queries = useQueryClient()
  const command = useCommand(CALLS[steering] as Call<Which>, {
    onDone: () => {
      void message.success(done)
      onClose()
    },
  })
  return {
    run: (request) =>
      command.mutate(request, {
        onError: (error) => {
          if (hasMovedOn(error)) void queries.invalidateQueries({ queryKey: ['order', request.order] })
        },
      }),
    isPending: command.isPending,
    error: command.error,
  }
}

/** The order is no longer as this page shows it. */
function hasMovedOn(error: unknown): boolean {
  return error instanceof ApiProblem && MOVED_ON.includes(error.problem.status)
}

type Call<Which extends Steering> = (body: SteerRequests[Which], header: CommandHeaders) => Promise<Steered>

const CALLS: { [Which in Steering]: Call<Which> } = {
  urge: (body, header) => answer(api.POST('/api/v1/orders/urge', { params: { header }, body })),
  send_back: (body, header) => answer(api.POST('/api/v1/orders/send-back', { params: { header }, body })),
  suspend: (body, header) => answer(api.POST('/api/v1/orders/suspend', { params: { header }, body })),
  resume: (body, header) => answer(api.POST('/api/v1/orders/resume', { params: { header }, body })),
  add_signer: (body, header) => answer(api.POST('/api/v1/orders/add-signer', { params: { header }, body })),
  terminate: (body, header) => answer(api.POST('/api/v1/orders/terminate', { params: { header }, body })),
}

const MOVED_ON = [409, 410]
