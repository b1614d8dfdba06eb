import type { LonLat, Photo, PlaceTaken, RecordingBegun, RecordingKeeper } from '@ronghe/field'
import type { Attachment, CodeVerdict, Entered, Medium, Position, Recording, SecondPerson } from '@ronghe/forms'
import type { Text } from '@ronghe/ui'

/** What a form has asked for and waits for; `done` without a value means that the worker turned back. */
export type Asked = AskedPhoto | AskedRecording | AskedPlace | AskedScan | AskedSecondPerson

export interface AskedPhoto {
  kind: 'photo'
  /** What must be seen. */
  wanted: Text
  keep: (picture: Blob, place: PlaceTaken | undefined) => Promise<Photo>
  discard: (attachment: string) => Promise<void>
  done: (photo: Attachment | undefined) => void
}

export interface AskedRecording {
  kind: 'recording'
  medium: Medium
  /** What must be heard or seen. */
  wanted: Text
  keeper: Omit<RecordingKeeper, 'begin'> & { begin: (place: PlaceTaken | undefined) => Promise<RecordingBegun> }
  done: (recording: Recording | undefined) => void
}

export interface AskedPlace {
  kind: 'place'
  /** Where the work should be. */
  box: LonLat | undefined
  done: (place: Position | undefined) => void
}

export interface AskedScan {
  kind: 'scan'
  /** What is looked for. */
  wanted: Text
  format: string | undefined
  judge: (code: string) => CodeVerdict
  done: (entered: Entered | undefined) => void
}

export interface AskedSecondPerson {
  kind: 'second_person'
  confirm: (pin: string) => Promise<SecondPerson>
  done: (person: SecondPerson | undefined) => void
}
