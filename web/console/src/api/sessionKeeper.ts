import type { SessionView } from './types'

/** Who is signed in. `expired` keeps the person, whose page stays as it is behind the sign-in window. */
export type SessionState =
  | { kind: 'asking' }
  | { kind: 'unreachable'; error: unknown }
  | { kind: 'out' }
  | { kind: 'in'; session: SessionView }
  | { kind: 'expired'; session: SessionView }

/**
 * Holds the session in memory only. A call that meets an expired session waits here until the person has signed in
 * again, and is then sent once more with the same Idempotency-Key: nothing that was typed is lost.
 */
export class SessionKeeper {
  #state: SessionState = { kind: 'asking' }
  #listeners = new Set<() => void>()
  #waiting: ((renewed: boolean) => void)[] = []

  get state(): SessionState {
    return this.#state
  }

  get csrf(): string | undefined {
    return 'session' in this.#state ? this.#state.session.csrf : undefined
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Somebody has signed in; waiting calls go on if it is the same person, and end if it is another. */
  enter(session: SessionView): void {
    const before = this.#state
    this.#become({ kind: 'in', session })
    this.#release(before.kind === 'expired' && before.session.person === session.person)
  }

  leave(): void {
    this.#become({ kind: 'out' })
    this.#release(false)
  }

  fail(error: unknown): void {
    this.#become({ kind: 'unreachable', error })
  }

  expire(): void {
    if (this.#state.kind === 'in') this.#become({ kind: 'expired', session: this.#state.session })
  }

  /** True when the person has signed in again, false when nobody or somebody else has. */
  renewed(): Promise<boolean> {
    this.expire()
    if (this.#state.kind !== 'expired') return Promise.resolve(false)
    return new Promise((resolve) => this.#waiting.push(resolve))
  }

  #become(state: SessionState): void {
    this.#state = state
    for (const listener of this.#listeners) listener()
  }

  #release(renewed: boolean): void {
    for (const resolve of this.#waiting.splice(0)) resolve(renewed)
  }
}
