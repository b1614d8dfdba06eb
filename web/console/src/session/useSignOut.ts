import { answer, ApiProblem } from '@ronghe/sdk'
import { useMutation } from '@tanstack/react-query'
import { api, session } from '../api/client'

/** Ends the session at the platform, then here. */
export function useSignOut() {
  return useMutation({
    mutationFn: () => answer(api.DELETE('/api/v1/session')),
    onSuccess: () => session.leave(),
    // Already over at the platform.
    onError: (error) => {
      if (error instanceof ApiProblem && error.status === 401) session.leave()
    },
  })
}
