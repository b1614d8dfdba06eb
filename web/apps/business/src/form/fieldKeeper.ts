/**
 * Hands every change of a field to the agent within a second, one at a time, the newest value of each field only. What
 * could not be handed over stays here and is tried again; the worker sees it.
 */

import type { FieldValue, Keeping } from '@ronghe/forms'

export class FieldKeeper {
  readonly #waiting = new Map<string, FieldValue>()
  #keeping: Keeping = 'kept'
  #timer: ReturnType<typeof setTimeout> | undefined
  #sending: Promise<void> | undefined

  constructor(
    private readonly save: (field: string, value: FieldValue) => Promise<unknown>,
    private readonly onKeeping: (keeping: Keeping) => void,
  ) {}

  change(field: string, value: FieldValue): void {
    // Last in the line, so that what was typed first is kept first.
    this.#waiting.delete(field)
    this.#waiting.set(field, value)
    this.#say(this.#keeping === 'failed' ? 'failed' : 'keeping')
    this.#later(PAUSE_MS)
  }

  /** Hands over everything now; false when something could not be. */
  async flush(): Promise<boolean> {
    clearTimeout(this.#timer)
    this.#timer = undefined
    this.#sending ??= this.#send().finally(() => (this.#sending = undefined))
    await this.#sending
    return this.#waiting.size === 0
  }

  async #send(): Promise<void> {
    for (;;) {
      const [next] = this.#waiting
      if (next === undefined) return this.#say('kept')
      const [field, value] = next
      try {
        await this.save(field, value)
      } catch {
        this.#say('failed')
        this.#later(AGAIN_MS)
        return
      }
      // Typed on meanwhile: the newer value still waits.
      if (this.#waiting.get(field) === value) this.#waiting.delete(field)
    }
  }

  #later(delay: number): void {
    this.#timer ??= setTimeout(() => void this.flush(), delay)
  }

  #say(keeping: Keeping): void {
    if (keeping === this.#keeping) return
    this.#keeping = keeping
    this.onKeeping(keeping)
  }
}

/** Long enough for a word, short enough for the promise of a second. */
const PAUSE_MS = 400
const AGAIN_MS = 2_000
