/**
 * The values that the terminal makes; `crates/forms/values.schema.json` is the authority, and `values.test.ts` holds
 * these types against it.
 */

import type { MeterCommand, WorkOutcome } from '@ronghe/ui'

/** Microseconds since 1970, UTC. */
export type Instant = number

/** WGS 84 degrees; accuracy is the radius of 68 %. */
export interface Position {
  lon: number
  lat: number
  accuracy_m: number
  source: 'gnss' | 'network' | 'manual'
  at: Instant
}

export interface Attachment {
  attachment_id: string
  sha256: string
  size: number
  mime: 'image/jpeg' | 'image/png' | 'application/pdf'
  taken_at: Instant
  position?: Omit<Position, 'at'>
}

/** A voice note or a video, with what a photo has burnt in. */
export interface Recording {
  attachment_id: string
  sha256: string
  size: number
  mime: 'audio/webm' | 'video/webm'
  duration_ms: number
  /** When it was begun. */
  taken_at: Instant
  /** Whether the terminal knew how its clock stood to the platform's. */
  clock: 'sure' | 'unsure'
  order_no: string
  worker: string
  staff_no: string
  position?: Omit<Position, 'at'>
}

export type Medium = 'voice' | 'video'

/** x and y in pixels of the pad, t in milliseconds since the first point. */
export interface StrokePoint {
  x: number
  y: number
  t: number
}

export type Stroke = StrokePoint[]

export type Relation = 'self' | 'spouse' | 'family' | 'agent' | 'tenant' | 'other'

export interface Signed {
  strokes: Stroke[]
  image: Attachment
  signer_name: string
  relation: Relation
  signed_at: Instant
  /** Hash of the text that stood above the pad. */
  signed_sha256: string
}

export interface RefusedBeforeWitnesses {
  refused: true
  reason: string
  refused_at?: Instant
  witnesses: Witness[]
}

export interface Witness {
  name: string
}

export interface RefusedOnVideo {
  refused: true
  reason?: string
  refused_at?: Instant
  video: Recording
}

export type Signature = Signed | RefusedBeforeWitnesses | RefusedOnVideo

export interface SecondPerson {
  person_id: string
  name: string
  card_id: string
  confirmed_at: Instant
  signature: string
}

export type SealPosition =
  | 'meter_cover'
  | 'terminal_cover'
  | 'box_door'
  | 'communication_module'
  | 'transformer'
  | 'joint_box'

export type SealColour = 'yellow' | 'green' | 'red' | 'blue' | 'white'

export interface Seal {
  position: SealPosition
  colour: SealColour
  number: string
}

/** How a meter was found before or after a work; what else it told stands beside. */
export interface MeterState {
  relay?: 'closed' | 'open'
  guard?: 'on' | 'off'
  clock_offset_s?: number
  voltage_mv?: number
  [further: string]: string | number | boolean | undefined
}

/** What the terminal's metering functions did at a meter. */
export interface MeterWork {
  work: string
  command: MeterCommand
  /** The 12 digits of its communication address. */
  meter: string
  outcome: WorkOutcome
  at: Instant
  authorisation?: string
  before?: MeterState
  after?: MeterState
  /** kWh as decimal texts: the total, and the rates from the first on. */
  readings?: { total: string; tariffs: string[] }
}

export function isSigned(signature: Signature): signature is Signed {
  return 'strokes' in signature
}

export function isRefusedOnVideo(signature: Signature): signature is RefusedOnVideo {
  return 'video' in signature
}

export function mediumOf({ mime }: { mime: string }): Medium {
  return mime.startsWith('audio/') ? 'voice' : 'video'
}

export function fromInstant(instant: Instant): Date {
  return new Date(instant / 1000)
}

export function toInstant(date: Date): Instant {
  return date.getTime() * 1000
}
