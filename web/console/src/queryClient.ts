import { Unreachable } from '@ronghe/sdk'
import { QueryClient } from '@tanstack/react-query'

/** Only what got no answer is asked again by itself; a refusal is for the person to read. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      networkMode: 'always',
      staleTime: 10_000,
      retry: (failures, error) => error instanceof Unreachable && failures < 2,
    },
    mutations: { networkMode: 'always' },
  },
})
