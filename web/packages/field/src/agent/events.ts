/**
 * What the agent tells without being asked. An event only says that something changed; whoever shows it loads it anew.
 * While the stream is down, everything is asked for from time to time.
 */

export const TOPICS = ['state', 'orders', 'outbox', 'customers', 'metering'] as const
export type Topic = (typeof TOPICS)[number]

/** The part of `EventSource` that is used here. */
export interface EventStream {
  readonly readyState: number
  addEventListener(name: string, listener: () => void): void
  close(): void
}

export class AgentEvents {
  readonly #listeners = new Map<Topic, Set<() => void>>()
  #stream: EventStream | undefined
  #polling: ReturnType<typeof setInterval> | undefined

  constructor(private readonly open: () => EventStream = () => new EventSource(EVENTS_PATH)) {}

  on(topic: Topic, listener: () => void): () => void {
    const listeners = this.#listeners.get(topic) ?? new Set()
    this.#listeners.set(topic, listeners.add(listener))
    return () => listeners.delete(listener)
  }

  /** Connects; after a break of the stream everything is told once, because events were missed. */
  start(): void {
    this.stop()
    this.#connect()
  }

  /** Connects after a time in which nothing was heard; everything is told once. */
  resume(): void {
    this.start()
    this.#tellAll()
  }

  stop(): void {
    this.#stream?.close()
    this.#stream = undefined
    this.#endPolling()
  }

  tell(topic: Topic): void {
    for (const listener of this.#listeners.get(topic) ?? []) listener()
  }

  #connect(): void {
    const stream = this.open()
    this.#stream = stream
    for (const topic of TOPICS) stream.addEventListener(topic, () => this.tell(topic))
    stream.addEventListener('open', () => {
      if (this.#polling === undefined) return
      this.#endPolling()
      this.#tellAll()
    })
    stream.addEventListener('error', () => this.#poll())
  }

  #poll(): void {
    this.#polling ??= setInterval(() => {
      this.#tellAll()
      // A stream that was refused does not come back by itself.
      if (this.#stream?.readyState === CLOSED) this.#connect()
    }, POLL_MS)
  }

  #endPolling(): void {
    clearInterval(this.#polling)
    this.#polling = undefined
  }

  #tellAll(): void {
    for (const topic of TOPICS) this.tell(topic)
  }
}

const CLOSED = 2
const EVENTS_PATH = '/local/v1/events'
/** The agent is on this device: asking costs little, but a battery is a battery. */
const POLL_MS = 15_000
