/**
 * The one wrapper around the calls that are typed by OpenAPI: correlation, idempotency and errors.
 *
 * `Paths` is what `npm run gen:api` makes of `docs/openapi/*.json`. Every call either gives its data or throws
 * `ApiProblem` or `Unreachable`.
 */

import createClient, { type Client } from 'openapi-fetch'
import { problemOf, Unreachable } from './problem'

export interface ClientSettings {
  baseUrl: string
  /** Headers that prove who is calling; read anew for every request. */
  proof: () => Record<string, string>
  language: () => string
  newId?: () => string
  fetch?: (request: Request) => Promise<Response>
}

export function apiClient<Paths extends object>(settings: ClientSettings): Client<Paths> {
  const newId = settings.newId ?? (() => crypto.randomUUID())
  const client = createClient<Paths>({
    baseUrl: settings.baseUrl,
    // Same-origin cookies only; nothing of ours is ever called across origins.
    credentials: 'same-origin',
    ...(settings.fetch ? { fetch: settings.fetch } : {}),
  })
  client.use({
    onRequest: ({ request }) => {
      for (const [name, value] of Object.entries(settings.proof())) request.headers.set(name, value)
      request.headers.set('Accept-Language', settings.language())
      if (!request.headers.has(CORRELATION)) request.headers.set(CORRELATION, newId())
      if (!SAFE.has(request.method) && !request.headers.has(IDEMPOTENCY)) request.headers.set(IDEMPOTENCY, newId())
      return request
    },
    onResponse: async ({ request, response }) => {
      if (!response.ok) throw await problemOf(response, request.headers.get(CORRELATION) ?? '')
    },
    onError: ({ request, error }) => new Unreachable(request.headers.get(CORRELATION) ?? '', error),
  })
  return client
}

/** The data of a call; what is not data has been thrown. */
export async function answer<Data>(call: Promise<{ data?: Data }>): Promise<Data> {
  return (await call).data as Data
}

/** As `docs/openapi` names it, so that it fits a generated call. */
export type CommandHeaders = { 'Idempotency-Key': string }

/**
 * The headers of a command that may be sent more than once: made when the person decides, kept until there is an
 * answer, so that a repeated request is the same command.
 */
export function commandHeaders(newId: () => string = () => crypto.randomUUID()): CommandHeaders {
  return { [IDEMPOTENCY]: newId() }
}

/** As the platform and the agent name it. */
export type ActionHeaders = { 'X-Correlation-Id': string }

/**
 * The headers of one action of a person that takes several requests: made when he decides, so that whatever follows
 * from it, here and at the platform, is found under one id. A request without them has an id of its own.
 */
export function actionHeaders(newId: () => string = () => crypto.randomUUID()): ActionHeaders {
  return { [CORRELATION]: newId() }
}

const CORRELATION = 'X-Correlation-Id'
const IDEMPOTENCY = 'Idempotency-Key'
const SAFE = new Set(['GET', 'HEAD', 'OPTIONS'])
