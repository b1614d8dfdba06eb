/** A scan key types, too, but a whole code at once: by its pace it is told from fingers. */

import type { EntrySource } from '../model/source'

/** What is needed of an input event. */
export interface Keystroke {
  timeStamp: number
  /** As `InputEvent.inputType`: what was pasted or suggested is nobody's scan. */
  inputType?: string
}

/** Listens to one input. */
export class EntryPace {
  #isBurst = false
  #last = 0

  /** How `after` came to be, which stands where `before` stood. */
  hear(before: string, after: string, { timeStamp, inputType }: Keystroke): EntrySource {
    const begins = before === '' || after.length === 1
    const goesOn = this.#isBurst && after.startsWith(before) && timeStamp - this.#last <= KEY_MS_MAX
    this.#isBurst = BY_KEY.has(inputType ?? '') && (begins || goesOn)
    this.#last = timeStamp
    return this.#isBurst && after.length >= CODE_LEN_MIN ? 'scanned' : 'typed'
  }
}

const BY_KEY = new Set(['insertText', 'insertCompositionText'])
/** Between two characters of a scan key; fingers need twice that, and cannot keep it up. */
const KEY_MS_MAX = 50
const CODE_LEN_MIN = 6
