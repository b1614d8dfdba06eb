import type { Agent } from '@ronghe/field'
import type { FieldValue, FormValues, Keeping } from '@ronghe/forms'
import { FieldKeeper } from './fieldKeeper'

/** What was entered on one stage since the page was opened, and how far it is kept. */
export interface StageDraft {
  changed: FormValues
  keeping: Keeping
}

/** The drafts of an order's stages. They outlive the way from page to page; the agent keeps them beyond that. */
export class StageDrafts {
  readonly #drafts = new Map<string, OpenDraft>()

  constructor(
    private readonly agent: Agent,
    private readonly order: string,
  ) {}

  of(stage: string): OpenDraft {
    const known = this.#drafts.get(stage)
    if (known) return known
    const key = { order: this.order, stage }
    const made = new OpenDraft((field, value) => this.agent.keepField(key, field, value))
    this.#drafts.set(stage, made)
    return made
  }
}

export class OpenDraft {
  #draft: StageDraft = { changed: {}, keeping: 'kept' }
  readonly #keeper: FieldKeeper
  readonly #listeners = new Set<() => void>()

  constructor(save: (field: string, value: FieldValue) => Promise<unknown>) {
    this.#keeper = new FieldKeeper(save, (keeping) => this.#set({ ...this.#draft, keeping }))
  }

  /** A value that was typed: shown at once, and handed to the agent. */
  type(field: string, value: FieldValue): void {
    this.take(field, value)
    this.#keeper.change(field, value)
  }

  /** A value that the agent made and has already kept: a photo, a signature, a confirmation. */
  take(field: string, value: FieldValue): void {
    this.#set({ ...this.#draft, changed: { ...this.#draft.changed, [field]: value } })
  }

  flush(): Promise<boolean> {
    return this.#keeper.flush()
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  readonly snapshot = (): StageDraft => this.#draft

  #set(draft: StageDraft): void {
    this.#draft = draft
    for (const listener of this.#listeners) listener()
  }
}
