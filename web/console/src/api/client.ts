import { consoleApi } from '@ronghe/sdk'
import { SessionKeeper } from './sessionKeeper'
import type { paths } from './types'

export const session = new SessionKeeper()

/** The platform. Every call gives its data or throws; one that meets an expired session waits for a new one. */
export const api = consoleApi<paths>({
  baseUrl: '',
  csrf: () => session.csrf,
  language: () => document.documentElement.lang,
  fetch: callWithSession,
})

async function callWithSession(request: Request): Promise<Response> {
  const again = request.clone()
  const response = await fetch(request)
  if (response.status !== 401 || isAboutSession(request)) return response
  if (!(await session.renewed())) return response
  const renewed = new Request(again)
  if (session.csrf !== undefined && renewed.method !== 'GET') renewed.headers.set('X-Ronghe-Csrf', session.csrf)
  return fetch(renewed)
}

/** There a 401 is an answer: nobody is signed in, or the password is wrong. */
function isAboutSession(request: Request): boolean {
  return new URL(request.url).pathname.endsWith('/api/v1/session')
}
