/**
 * Where a page stands with the agent: entering, open, locked or left out. The page below stays as it is while it is
 * locked, so that what is not yet kept is still there after the PIN.
 */

import { ApiProblem } from '@ronghe/sdk'
import type { Agent } from '../agent/agent'
import type { AgentEvents } from '../agent/events'
import type { AgentState, Appearance } from '../agent/wire'

/** `left_out`: the agent does not know this page; it must be opened again from the home screen. */
export type Standing = 'entering' | 'open' | 'locked' | 'left_out'

export interface Snapshot {
  standing: Standing
  appearance: Appearance
  state?: AgentState
  /** When the agent said so, by the page's own clock. */
  asOf?: Date
  /** The last state is from before this; the agent has not answered since. */
  failure?: unknown
}

export class FieldSession {
  #snapshot: Snapshot
  #hasToken = false
  #openings = 0
  readonly #listeners = new Set<() => void>()

  constructor(
    readonly agent: Agent,
    readonly events: AgentEvents,
    appearance: Appearance,
  ) {
    this.#snapshot = { standing: 'entering', appearance }
  }

  /** Exchanges the code, which works once, and follows the agent from then on. */
  async start(code: string | undefined): Promise<void> {
    this.events.on('state', () => void this.refresh())
    if (code !== undefined) {
      try {
        await this.agent.enter(code)
        this.#opened()
      } catch (failure) {
        this.#change({ failure })
      }
    }
    await this.refresh()
    this.events.start()
  }

  /** Asks for the state; a failure leaves the last one standing and says so. */
  async refresh(): Promise<void> {
    try {
      const state = await this.agent.state()
      const standing = this.#hasToken && !state.locked ? 'open' : 'locked'
      this.#change({ standing, state, asOf: new Date(), failure: undefined, appearance: state.appearance ?? this.#snapshot.appearance })
    } catch (failure) {
      if (isRefusal(failure) || this.#snapshot.standing === 'entering') this.#change({ standing: 'left_out', failure })
      else this.#change({ failure })
    }
  }

  /** How often this page has been let in; what is sent belongs to one opening. */
  get openings(): number {
    return this.#openings
  }

  /**
   * The agent did not take the token: it was started anew, or the page was loaded again. The refusal of something that
   * was sent before the page was last let in says nothing any more.
   */
  refused(opening: number): void {
    if (opening !== this.#openings) return
    this.#hasToken = false
    this.#change({ standing: this.#snapshot.state === undefined ? 'left_out' : 'locked' })
  }

  async unlock(pin: string): Promise<void> {
    try {
      await this.agent.unlock(pin)
      this.#opened()
    } catch (failure) {
      await this.refresh()
      if (isRefusal(failure)) this.#change({ standing: 'left_out', failure })
      throw failure
    }
    await this.refresh()
  }

  async lock(): Promise<void> {
    await this.agent.lock()
    await this.refresh()
  }

  /** Nothing that is done from here on leaves the terminal. */
  async beginPractice(): Promise<void> {
    await this.agent.beginPractice()
    await this.refresh()
  }

  async endPractice(): Promise<void> {
    await this.agent.endPractice()
    await this.refresh()
  }

  /** Shows it at once; the agent keeps it for every page. */
  async setAppearance(appearance: Appearance): Promise<void> {
    this.#change({ appearance })
    await this.agent.keepAppearance(appearance)
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  readonly snapshot = (): Snapshot => this.#snapshot

  #opened(): void {
    this.#hasToken = true
    this.#openings += 1
  }

  #change(change: { [Member in keyof Snapshot]?: Snapshot[Member] | undefined }): void {
    this.#snapshot = { ...this.#snapshot, ...change } as Snapshot
    for (const listener of this.#listeners) listener()
  }
}

function isRefusal(error: unknown): boolean {
  return error instanceof ApiProblem && error.status === 401
}
