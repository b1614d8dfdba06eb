import { describe, expect, it } from 'vitest'
import { actionHeaders, answer, apiClient, commandHeaders } from './client'
import { errorWords } from './errorWords'
import { LocalApi, takeEntryCode } from './localApi'
import { ApiProblem, Unreachable } from './problem'

interface Paths {
  '/orders': {
    get: { responses: { 200: { content: { 'application/json': { items: string[] } } } } }
    post: {
      requestBody: { content: { 'application/json': { kind: string } } }
      responses: { 200: { content: { 'application/json': { op_id: string } } } }
    }
  }
}

type Answer = () => Response | Promise<Response>

function clientWith(give: Answer, proof: Record<string, string> = {}) {
  const requests: Request[] = []
  let ids = 0
  const client = apiClient<Paths>({
    baseUrl: 'http://platform.test',
    proof: () => proof,
    language: () => 'zh',
    newId: () => `id-${(ids += 1)}`,
    fetch: async (request) => {
      requests.push(request)
      return give()
    },
  })
  return { client, requests }
}

const json = (body: unknown, init?: ResponseInit) => () => Response.json(body, init)

describe('every request', () => {
  it('carries a correlation id, the language and the proof', async () => {
    const { client, requests } = clientWith(json({ items: ['a'] }), { 'X-Ronghe-Csrf': 'token' })
    expect(await answer(client.GET('/orders'))).toEqual({ items: ['a'] })
    const [request] = requests
    expect(request?.headers.get('x-correlation-id')).toBe('id-1')
    expect(request?.headers.get('accept-language')).toBe('zh')
    expect(request?.headers.get('x-ronghe-csrf')).toBe('token')
    expect(request?.headers.has('idempotency-key')).toBe(false)
  })

  it('has an idempotency key if it is a command', async () => {
    const { client, requests } = clientWith(json({ op_id: '1' }))
    await client.POST('/orders', { body: { kind: 'sign_in' } })
    expect(requests[0]?.headers.get('idempotency-key')).toBe('id-2')
  })

  it('of one action carries the id of the action', async () => {
    const { client, requests } = clientWith(json({ items: [] }))
    const headers = actionHeaders(() => 'mine')
    await client.GET('/orders', { headers })
    await client.POST('/orders', { body: { kind: 'submit' }, headers })
    await client.GET('/orders')
    expect(requests.map((request) => request.headers.get('x-correlation-id'))).toEqual(['mine', 'mine', 'id-2'])
  })

  it('keeps the key of a command that is sent again', async () => {
    const { client, requests } = clientWith(json({ op_id: '1' }))
    const headers = commandHeaders(() => 'mine')
    await client.POST('/orders', { body: { kind: 'sign_in' }, headers })
    await client.POST('/orders', { body: { kind: 'sign_in' }, headers })
    expect(requests.map((request) => request.headers.get('idempotency-key'))).toEqual(['mine', 'mine'])
  })
})

describe('what goes wrong', () => {
  const problem = {
    type: '/problems/stage-not-yours',
    title: 'Not your stage',
    status: 403,
    detail: '该环节已转派给李敏',
    code: 'stage-not-yours',
    next_step: '请刷新列表',
    correlation: '0197f2a0-0000-7000-8000-00000000abcd',
  }

  it('is a problem with cause, next step and a code to quote', async () => {
    const { client } = clientWith(
      json(problem, { status: 403, headers: { 'content-type': 'application/problem+json', 'retry-after': '30' } }),
    )
    const error = await client.GET('/orders').catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(ApiProblem)
    expect((error as ApiProblem).retryAfterMs).toBe(30_000)
    expect(errorWords(error, 'zh')).toEqual({
      cause: '该环节已转派给李敏',
      nextStep: '请刷新列表',
      supportCode: 'stage-not-yours 0000abcd',
    })
  })

  it.each([
    ['a page of a proxy', () => new Response('<html>', { status: 502, statusText: 'Bad Gateway' })],
    ['a problem that is none', json([], { status: 502, headers: { 'content-type': 'application/problem+json' } })],
  ])('is a plain problem for %s', async (_, give) => {
    const { client } = clientWith(give)
    await expect(client.GET('/orders')).rejects.toMatchObject({ code: 'http-502', status: 502 })
  })

  it('says that no answer came, and that nothing is lost', async () => {
    const { client } = clientWith(() => Promise.reject(new TypeError('fetch failed')))
    const error = await client.GET('/orders').catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(Unreachable)
    expect(errorWords(error, 'en').nextStep).toContain('Nothing that you entered is lost')
  })
})

it('the local token is sent once the page has entered', async () => {
  const tokens: (string | null)[] = []
  const api = new LocalApi<Paths>({
    baseUrl: 'http://agent.test',
    language: () => 'zh',
    fetch: (request) => {
      tokens.push(request.headers.get('x-ronghe-token'))
      return Promise.resolve(Response.json({ items: [] }))
    },
  })
  await api.client.GET('/orders')
  api.enter('token')
  await api.client.GET('/orders')
  expect(tokens).toEqual([null, 'token'])
})

it('the entry code leaves the address bar', () => {
  const replaced: unknown[] = []
  const location = { hash: '#code=once', pathname: '/orders', search: '?view=now' } as Location
  const history = { replaceState: (...given: unknown[]) => replaced.push(given) } as unknown as History
  expect(takeEntryCode(location, history)).toBe('once')
  expect(replaced).toEqual([[null, '', '/orders?view=now']])
})
