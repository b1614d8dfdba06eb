/** The network between a terminal and the platform: a TCP proxy as slow as a weak mobile network, and it can break. */

import { once } from 'node:events'
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'

const HOST = '127.0.0.1'
/** One way; a round trip is 200 ms. */
const LATENCY_MS = 100
/** 1 Mbit/s in each direction. */
const BYTES_PER_SECOND = 125_000
/** Bytes that pass at once: the grain of the flow. */
const PIECE = 4_096

export class WeakLink {
  readonly #open = new Set<Socket>()

  private constructor(
    private readonly server: Server,
    private readonly port: number,
    private readonly platform: URL,
  ) {
    server.on('connection', (terminal) => this.#carry(terminal))
  }

  static async to(platform: string): Promise<WeakLink> {
    const server = createServer()
    server.listen(0, HOST)
    await once(server, 'listening')
    return new WeakLink(server, (server.address() as AddressInfo).port, new URL(platform))
  }

  get url(): string {
    return `http://${HOST}:${this.port}`
  }

  /** What is under way is cut off, and nobody answers any more. */
  break(): void {
    this.server.close()
    for (const socket of this.#open) socket.destroy()
  }

  async mend(): Promise<void> {
    this.server.listen(this.port, HOST)
    await once(this.server, 'listening')
  }

  #carry(terminal: Socket): void {
    const platform = connect(Number(this.platform.port), this.platform.hostname)
    for (const [one, other] of [
      [terminal, platform],
      [platform, terminal],
    ] as const) {
      this.#open.add(one)
      one.on('error', () => one.destroy())
      one.on('close', () => {
        this.#open.delete(one)
        other.destroy()
      })
      void pass(one, other)
    }
  }
}

/** Carries what comes, no faster than the network is, and each piece later by the latency. */
async function pass(from: Socket, to: Socket): Promise<void> {
  let last = Promise.resolve()
  try {
    for await (const chunk of from) {
      const bytes = chunk as Buffer
      for (let at = 0; at < bytes.length; at += PIECE) {
        const piece = bytes.subarray(at, at + PIECE)
        await sleep((piece.length / BYTES_PER_SECOND) * 1_000)
        const arrived = Promise.all([last, sleep(LATENCY_MS)])
        last = arrived.then(() => void (to.writable && to.write(piece)))
      }
    }
    await last
    to.end()
  } catch {
    to.destroy()
  }
}
