/**
 * A whole company on this machine. `ronghe demo` founds it through public interfaces; then every program runs by itself,
 * because the demo ends when one of its programs does, and the story kills one.
 */

import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
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
  acquisition: { key_machine: string; passphrase_file: string }
  accounts: Account[]
  cards: Card[]
  terminals: Terminal[]
  meters: SimulatedMeter[]
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
  file: string
  terminal: string | null
}

export interface Terminal {
  name: string
  config: string
  person: string
  second_slot: string
  business_card: { pin: string }
}

/** A meter with the company's keys, to which every terminal has a link. */
export interface SimulatedMeter {
  link: string
  title: string
  protocol: 'dlt645' | 'dlt698'
  comm_address: string
  asset_no: string
  three_phase: boolean
  address: string
  start_kwh: number
  is_idle: boolean
  clock_ahead_s: number
}

/** An order as the marketing system handed it over. */
export interface HandedOver<Data extends Job = Application> {
  order: string
  order_no: string
  process: string
  station: string
  data: Data
}

/** Where an order leads, and what was handed out for it. */
export interface Job {
  applicant: { name: string; id_no: string; mobile: string }
  address: string
  lon: number
  lat: number
  meters: Record<string, { comm_address: string; start_reading_total_ckwh: number }>
  seals_in_custody: string[]
}

export interface Application extends Job {
  tariff: string
  requested_capacity_w: number
}

export interface Replacement extends Job {
  customer_no: string
  old_meter: { asset_no: string; comm_address: string }
  replacement: { ground: string; plan_no: string; planned_date: string }
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

  /** Hangs a meter up; it counts until the company is closed, and takes its time as on an infrared line. */
  async startMeter(meter: SimulatedMeter): Promise<void> {
    const { key_machine, passphrase_file } = this.record.acquisition
    const given = ['meter', 'simulate', '--protocol', meter.protocol, '--listen', meter.address, '--address', meter.comm_address]
    given.push('--asset-no', meter.asset_no, '--start', `${meter.start_kwh}`, '--clock-ahead', `${meter.clock_ahead_s}`)
    given.push('--keys', key_machine, '--passphrase-file', passphrase_file, '--key-version', '1', '--paced')
    if (meter.three_phase) given.push('--three-phase')
    if (meter.is_idle) given.push('--idle')
    await this.#run(meter.link, 'ronghe', given, join(this.folder, 'logs', `${meter.link}.log`))
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

  /** Puts a card that is in no terminal into the second slot of one. */
  lendSecondCard({ second_slot }: Terminal): Card {
    const card = found(this.record.cards.find((each) => each.terminal === null))
    copyFileSync(join(this.folder, 'cards', card.file), join(second_slot, card.file))
    return card
  }

  meterAt(link: string): SimulatedMeter {
    return found(this.record.meters.find((meter) => meter.link === link))
  }

  /** The order that replaces a meter. */
  replacementOf({ comm_address }: SimulatedMeter): HandedOver<Replacement> {
    const orders: HandedOver<Job>[] = this.record.orders
    return found(orders.filter(isReplacement).find(({ data }) => data.old_meter.comm_address === comm_address))
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

  #start(name: string, program: string, config: string): Promise<Program> {
    return this.#run(name, program, ['--config', config], join(dirname(config), `${name}.log`))
  }

  async #run(name: string, program: string, given: string[], log: string): Promise<Program> {
    const started = await Program.start(program, given, log)
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

function isReplacement(order: HandedOver<Job>): order is HandedOver<Replacement> {
  return order.process === 'meter_replacement'
}

export function found<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new Error('the company has no such thing')
  return value
}
