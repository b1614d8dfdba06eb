/** What went wrong with a request, as something a page can act on. */

/** The members of `application/problem+json` that every endpoint gives (docs/api-design.md, "Envelopes"). */
export interface Problem {
  type: string
  title: string
  status: number
  detail?: string
  code: string
  next_step?: string
  correlation?: string
}

/** The other side answered that it will not, and says why. */
export class ApiProblem extends Error {
  constructor(
    readonly problem: Problem,
    /** When to come back, for 429 and 503. */
    readonly retryAfterMs?: number,
  ) {
    super(`${problem.status} ${problem.code}: ${problem.title}`)
    this.name = 'ApiProblem'
  }

  get code(): string {
    return this.problem.code
  }

  get status(): number {
    return this.problem.status
  }
}

/** No answer came, so whether a command was done is not known: ask again with the same Idempotency-Key. */
export class Unreachable extends Error {
  constructor(
    readonly correlation: string,
    cause: unknown,
  ) {
    super('the other side did not answer', { cause })
    this.name = 'Unreachable'
  }
}

/** Reads the problem out of a refusal; one that is no problem+json (a proxy's page) becomes a plain one. */
export async function problemOf(response: Response, correlation: string): Promise<ApiProblem> {
  return new ApiProblem((await bodyOf(response, correlation)) ?? plain(response, correlation), retryAfterMs(response))
}

async function bodyOf(response: Response, correlation: string): Promise<Problem | undefined> {
  if (!response.headers.get('content-type')?.startsWith('application/problem+json')) return undefined
  try {
    const body: unknown = await response.json()
    // Where the body does not name it, the answer belongs to the request's correlation all the same.
    return isProblem(body) ? { correlation, ...body } : undefined
  } catch {
    return undefined
  }
}

function isProblem(body: unknown): body is Problem {
  if (typeof body !== 'object' || body === null) return false
  const { code, title, status } = body as Partial<Problem>
  return typeof code === 'string' && typeof title === 'string' && typeof status === 'number'
}

function plain({ status, statusText }: Response, correlation: string): Problem {
  return { type: 'about:blank', title: statusText, status, code: `http-${status}`, correlation }
}

/** Only the form in seconds is used by our side. */
function retryAfterMs(response: Response): number | undefined {
  const seconds = Number.parseInt(response.headers.get('retry-after') ?? '', 10)
  return Number.isNaN(seconds) ? undefined : seconds * 1000
}
