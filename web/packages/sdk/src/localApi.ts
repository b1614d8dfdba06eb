import type { Client } from 'openapi-fetch'
import { apiClient, type ClientSettings } from './client'

/** The agent as a page on the terminal calls it. The token lives in memory only and dies with the page. */
export class LocalApi<Paths extends object> {
  readonly client: Client<Paths>
  #token: string | undefined

  /** The `baseUrl` is the page's own origin: every app has one of its own. */
  constructor(settings: Omit<ClientSettings, 'proof'>) {
    this.client = apiClient<Paths>({ ...settings, proof: () => this.#proof() })
  }

  /** Keeps the token that the agent gave for the one-time code. */
  enter(token: string): void {
    this.#token = token
  }

  #proof(): Record<string, string> {
    return this.#token === undefined ? {} : { 'X-Ronghe-Token': this.#token }
  }
}

/** Takes the one-time code out of the URL, so that it stays neither in the address bar nor in the history. */
export function takeEntryCode(location: Location, history: History): string | undefined {
  const code = new URLSearchParams(location.hash.slice(1)).get('code') ?? undefined
  if (code !== undefined) history.replaceState(null, '', location.pathname + location.search)
  return code
}
