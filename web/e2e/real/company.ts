/**
 * A whole company on this machine. `ronghe demo` founds it through public interfaces; then every program runs by itself,
 * because the demo ends when one of its programs does, and the story kills one.
 */

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { Role } from '../../console/src/api/types'
import { PlatformClient } from './platformClient'
import { Program, run } from './programs'
import { WeakLink } from './weakLink'

/** `demo.json` (`crates/ronghe/README.md`), as far as the stories read it. */
export interface CompanyRecord {
  platform: { url: string; config: string }
  marketing: { url: string; config: string; control_key: string }
  accounts: Account[]
  cards: Card[]
  terminals: Terminal[]
  orders: HandedOver[]
}

export interface Account {
  login: string
  password: string
  person: string
  name: string
  roles: Role[]
  station: string | null
}

export interface Card {
  person: string
  name: string
  pin: string
  terminal: string | null
}

export interface Terminal {
  name: string
  config: string
  person: string
}

/** An order as the marketing system handed it over. */
export interface HandedOver {
  order: string
  order_no: string
  station: string
  data: Application
}

export interface Application {
  applicant: { name: string; id_no: string; mobile: string }
  address: string
  lon: number
  lat: number
  tariff: string
  requested_capacity_w: number
  meters: Record<string, { comm_address: string; start_reading_total_ckwh: number }>
  seals_in_custody: string[]
}

export class Company {
  readonly #running = new Map<string, Program>()

  private constructor(
    readonly folder: string,
    readonly record: CompanyRecord,
  ) {}

  static async found(): Promise<Company> {
    const folder = mkdtempSync(join(tmpdir(), 'ronghe-stories-'))
    run('ronghe', 'demo', '--dir', folder, '--size', 'small', '--no-wait')
    const record = JSON.parse(readFileSync(join(folder, 'demo.json'), 'utf8')) as CompanyRecord
    const company = new Company(folder, record)
    await company.startPlatform()
    await company.#start('marketing', 'neighbour-sims', record.marketing.config)
    return company
  }

  async startPlatform(): Promise<void> {
    await this.#start('platform', 'ronghe-platform', this.record.platform.config)
  }

  /** Puts a weak network between a terminal and the platform. */
  async weaken({ config }: Terminal): Promise<WeakLink> {
    const { url } = this.record.platform
    const link = await WeakLink.to(url)
    writeFileSync(config, readFileSync(config, 'utf8').replace(url, link.url))
    return link
  }

  /** Starts an agent; gives the launcher's address with its one-time code. */
  async startTerminal({ name, config }: Terminal): Promise<string> {
    return (await this.#start(name, 'ronghe-terminal', config)).ready
  }

  /** The launcher's address for whoever visits it next; the agent writes it to its folder. */
  entryOf({ config }: Terminal): string {
    return readFileSync(join(dirname(config), 'data', 'entry.url'), 'utf8').trim()
  }

  async killTerminal({ name }: Terminal): Promise<void> {
    await this.#running.get(name)?.kill()
    this.#running.delete(name)
  }

  /** Stops everything, terminals first, and forgets the company. */
  async close(): Promise<void> {
    for (const name of [...this.#running.keys()].reverse()) await this.#stop(name)
    rmSync(this.folder, { recursive: true })
  }

  accountWith(role: Role, station: string | null): Account {
    return found(this.record.accounts.find((one) => one.roles.includes(role) && one.station === station))
  }

  cardOf(person: string): Card {
    return found(this.record.cards.find((card) => card.person === person))
  }

  /** The second person's card in a terminal. */
  secondCardIn({ name, person }: Terminal): Card {
    return found(this.record.cards.find((card) => card.terminal === name && card.person !== person))
  }

  signIn({ login, password }: Account): Promise<PlatformClient> {
    return PlatformClient.signIn(this.record.platform.url, login, password)
  }

  /** What the marketing system holds of an order. */
  async atMarketing(orderNo: string): Promise<MarketingOrder> {
    const { url, control_key } = this.record.marketing
    const response = await fetch(`${url}/control/orders/${orderNo}`, { headers: { Authorization: `Bearer ${control_key}` } })
    if (!response.ok) throw new Error(`the marketing system answered ${response.status}`)
    return (await response.json()) as MarketingOrder
  }

  async #start(name: string, program: string, config: string): Promise<Program> {
    const started = await Program.start(program, config, join(dirname(config), `${name}.log`))
    this.#running.set(name, started)
    return started
  }

  async #stop(name: string): Promise<void> {
    await this.#running.get(name)?.stop()
    this.#running.delete(name)
  }
}

/** `GET /control/orders/{order_no}` (`crates/neighbour-sims/README.md`), as far as the stories read it. */
export interface MarketingOrder {
  result: { copies: number; evidence: { attachment: string; sha256: string }[] } | null
}

export function found<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new Error('the company has no such thing')
  return value
}
