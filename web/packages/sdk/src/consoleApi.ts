import type { Client } from 'openapi-fetch'
import { apiClient, type ClientSettings } from './client'

/** The platform as the console calls it: the cookie says who, the CSRF header that it was meant. */
export function consoleApi<Paths extends object>(
  settings: Omit<ClientSettings, 'proof'> & { csrf: () => string | undefined },
): Client<Paths> {
  const { csrf, ...rest } = settings
  return apiClient<Paths>({
    ...rest,
    proof: () => {
      const token = csrf()
      return token === undefined ? {} : { 'X-Ronghe-Csrf': token }
    },
  })
}
