import type { CodeRead } from './readCode'

/** Takes what is read, look by look, and gives a code once: a bar code has to be read twice alike. */
export class Surely {
  #before: string | undefined
  #given: string | undefined

  /** The code, when this look has made it sure and it is not the one that was given last. */
  hear(read: CodeRead | undefined): string | undefined {
    if (read === undefined) return undefined
    const isSure = read.isCertain || read.text === this.#before
    this.#before = read.text
    if (!isSure || read.text === this.#given) return undefined
    this.#given = read.text
    return read.text
  }
}
