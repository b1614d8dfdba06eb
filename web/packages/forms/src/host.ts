/**
 * What a form asks of the page around it. The page speaks to the agent, which keeps every field and file before it
 * answers; the form itself keeps nothing.
 */

import type { ErrorWords, FileState, MeterCommand } from '@ronghe/ui'
import { createContext, use } from 'react'
import type { Placed } from './check/judgeCode'
import type { Entered } from './model/source'
import type { Attachment, Instant, Medium, Position, Recording, Relation, SecondPerson, Signed, Stroke } from './model/values'

export interface FormHost {
  /** Opens the camera for one photo, perhaps in the place of another; nothing when the worker turned back. */
  capturePhoto(field: string, instead?: Attachment): Promise<Attachment | undefined>
  /** Records a voice note or a video, perhaps in the place of another; nothing when the worker turned back. */
  record(field: string, medium: Medium, instead?: Recording): Promise<Recording | undefined>
  /** What was recorded for `field` and cut off before it was stopped. */
  cutOff(field: string): CutOff[]
  /** Makes a recording of what was cut off. */
  keepCutOff(cut: CutOff): Promise<Recording>
  discardCutOff(cut: CutOff): Promise<void>
  /** How a kept file looks and how far it has got. */
  attachment(id: string): AttachmentView | undefined
  locate(field: string): Promise<Position>
  /** Metres from where the work should be; nothing when that place is not known. */
  distanceTo(position: Position): number | undefined
  /** A code for `field`, and whether it was read or typed; nothing when the worker turned back. */
  scan(field: string, placed: Placed): Promise<Entered | undefined>
  /** The second person's card and PIN; nothing when they turned back. */
  confirmSecondPerson(field: string): Promise<SecondPerson | undefined>
  /** What a signature in this field confirms; stands above the pad. */
  statementFor(field: string): string
  /** Keeps the image of a signature and gives the value that stands for it. */
  keepSignature(field: string, drawing: Drawing): Promise<Signed>
  /** Leads to the meter, and leaves the form behind; absent where no meter can be reached from here. */
  toMeter?(wanted: MeterWanted): Promise<void>
  /** The terminal's corrected clock. */
  now(): Date
}

/** What a field wants done at a meter. */
export interface MeterWanted {
  field: string
  commands: MeterCommand[]
  /** The address of the meter at which it was tried before. */
  meter?: string
}

/** A signature as it left the pad. */
export interface Drawing {
  strokes: Stroke[]
  image: Blob
  signer_name: string
  relation: Relation
  /** The text that stood above the pad. */
  statement: string
}

/** A recording whose page or terminal died: as far as it came, it is on the terminal. */
export interface CutOff {
  attachment_id: string
  field: string
  mime: string
  begun_at: Instant
  bytes: number
  /** The recording whose place it takes if it is kept. */
  instead?: string
}

export interface AttachmentView {
  /** Nothing while the file is not on this terminal. */
  thumbnailUrl?: string
  /** Where a recording is played from; nothing while it is not on this terminal. */
  contentUrl?: string
  delivery: FileState
  /** Between 0 and 1 while it is being sent. */
  sentShare?: number
}

/** Thrown by a host when something did not work; carries the words for the worker. */
export class HostFailure extends Error {
  constructor(readonly words: ErrorWords) {
    super(words.cause)
    this.name = 'HostFailure'
  }
}

export const FormHostContext = createContext<FormHost | undefined>(undefined)

export function useFormHost(): FormHost {
  const host = use(FormHostContext)
  if (host === undefined) throw new Error('a form is drawn inside <StageForm>')
  return host
}
