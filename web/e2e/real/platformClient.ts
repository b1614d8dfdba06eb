/** The platform's public API without a page, to see from outside what the pages have done. */

import type { OrderFile, OrderLineView } from '../../console/src/api/types'

export class PlatformClient {
  private constructor(
    private readonly url: string,
    private readonly cookie: string,
  ) {}

  static async signIn(url: string, login: string, password: string): Promise<PlatformClient> {
    const response = await fetch(`${url}/api/v1/session`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ login, password }),
    })
    const cookie = response.headers.getSetCookie()[0]?.split(';')[0]
    if (!response.ok || cookie === undefined) throw new Error(`${login} cannot sign in: ${response.status}`)
    return new PlatformClient(url, cookie)
  }

  order(order: string): Promise<OrderFile> {
    return this.#get(`/api/v1/orders/${order}`)
  }

  async orders(): Promise<OrderLineView[]> {
    return (await this.#get<{ items: OrderLineView[] }>('/api/v1/orders?limit=200')).items
  }

  async #get<Answer>(path: string): Promise<Answer> {
    const response = await fetch(`${this.url}${path}`, { headers: { Cookie: this.cookie } })
    if (!response.ok) throw new Error(`GET ${path} answered ${response.status}`)
    return (await response.json()) as Answer
  }
}
