/** Hands what is recorded to the agent, piece by piece and in order. A piece stays here until the agent has it. */

import { ApiProblem } from '@ronghe/sdk'

/** Keeps a piece that begins at that byte; tells how many bytes are kept now. */
export type KeepPiece = (firstByte: number, piece: Blob) => Promise<{ bytes: number }>

/** Why no more of a recording can be kept; what is kept already can be finished. */
export type Ended = 'full' | 'storage' | 'gap'

export class PieceQueue {
  readonly #keep: KeepPiece
  readonly #onEnded: (why: Ended) => void
  #waiting: Blob[] = []
  #kept = 0
  #running: Promise<void> | undefined
  #ended: Ended | undefined

  constructor(keep: KeepPiece, onEnded: (why: Ended) => void) {
    this.#keep = keep
    this.#onEnded = onEnded
  }

  get keptBytes(): number {
    return this.#kept
  }

  /** Nothing while everything could be kept. */
  get ended(): Ended | undefined {
    return this.#ended
  }

  add(piece: Blob): void {
    if (piece.size === 0 || this.#ended) return
    this.#waiting.push(piece)
    // A fault is told by `drain`, which tries again.
    void this.#run().catch(() => undefined)
  }

  /** Settles once everything is kept, or cannot be; fails where the agent did not answer, and may be asked again. */
  async drain(): Promise<void> {
    await this.#running?.catch(() => undefined)
    await this.#run()
  }

  #run(): Promise<void> {
    this.#running ??= this.#send().finally(() => (this.#running = undefined))
    return this.#running
  }

  async #send(): Promise<void> {
    for (;;) {
      const [piece] = this.#waiting
      if (piece === undefined) return
      try {
        const { bytes } = await this.#keep(this.#kept, piece)
        this.#kept = bytes
      } catch (error) {
        const ended = error instanceof ApiProblem ? ENDS[error.code] : undefined
        if (ended === undefined) throw error
        this.#ended = ended
        this.#waiting = []
        this.#onEnded(ended)
        return
      }
      this.#waiting.shift()
    }
  }
}

const ENDS: Partial<Record<string, Ended>> = {
  'recording-full': 'full',
  'too-large': 'full',
  'storage-short': 'storage',
  'piece-elsewhere': 'gap',
}
