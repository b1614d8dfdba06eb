/** The platform's public API without a page, to see from outside what the pages have done, and to bring about what came before. */

import { randomUUID } from 'node:crypto'
import type { OrderFile, OrderLineView } from '../../console/src/api/types'

export class PlatformClient {
  private constructor(
    private readonly url: string,
    private readonly cookie: string,
    private readonly csrf: string,
  ) {}

  static async signIn(url: string, login: string, password: string): Promise<PlatformClient> {
    const response = await fetch(`${url}/api/v1/session`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ login, password }),
    })
    const cookie = response.headers.getSetCookie()[0]?.split(';')[0]
    if (!response.ok || cookie === undefined) throw new Error(`${login} cannot sign in: ${response.status}`)
    const { csrf } = (await response.json()) as { csrf: string }
    return new PlatformClient(url, cookie, csrf)
  }

  order(order: string): Promise<OrderFile> {
    return this.#get(`/api/v1/orders/${order}`)
  }

  async orders(): Promise<OrderLineView[]> {
    return (await this.#get<{ items: OrderLineView[] }>('/api/v1/orders?limit=200')).items
  }

  /** Fills an open stage in at a desk, and gives the next one to somebody. */
  async perform(order: string, element: string, values: Record<string, unknown>, person: string): Promise<void> {
    const { stage } = await this.#open(order, element)
    await this.#post('/api/v1/orders/perform', { order, stage, values, to: { person } })
  }

  async #open(order: string, element: string) {
    const { order: now } = await this.order(order)
    const open = Object.values(now.stages).find((stage) => stage.element === element && stage.state !== 'submitted')
    if (open === undefined) throw new Error(`${element} is not open`)
    return open
  }

  async #post(path: string, body: unknown): Promise<void> {
    const response = await fetch(`${this.url}${path}`, {
      method: 'POST',
      headers: {
        Cookie: this.cookie, 'Content-Type': 'application/json', 'X-Ronghe-Csrf': this.csrf, 'Idempotency-Key': randomUUID(),
      },
      body: JSON.stringify(body),
    })
    if (!response.ok) throw new Error(`POST ${path} answered ${response.status}: ${await response.text()}`)
  }

  async #get<Answer>(path: string): Promise<Answer> {
    const response = await fetch(`${this.url}${path}`, { headers: { Cookie: this.cookie } })
    if (!response.ok) throw new Error(`GET ${path} answered ${response.status}`)
    return (await response.json()) as Answer
  }
}
