/**
 * What the terminal agent says of metering, in the words of `crates/sync` (`metering`), `crates/meter-link` (`readout`) and
 * `crates/terminal`. What is not known is absent or null.
 */

import type { Instant, Position } from '@ronghe/forms'
import type { LineQuality, LinkKind, MeterCommand, MeterStanding, Text, WorkOutcome } from '@ronghe/ui'

export type Unknowable<Value> = Value | null | undefined

export interface MeteringState {
  /** Whether this terminal is fitted for metering; `why` not, in words. */
  may: boolean
  why?: Unknowable<Text>
  unit?: Unknowable<{ serial: string; version: string }>
  operator_card: { is_in: boolean }
  /** `why` the card in the slot does not serve. */
  business_card: { is_in: boolean; is_open: boolean; card?: Unknowable<string>; why?: Unknowable<Text> }
  battery_percent?: Unknowable<number>
  is_clock_compared: boolean
  links: MeterLink[]
  /** Commands that the company does not have done on site. */
  switched_off?: MeterCommand[]
  /** The one under way, or the last one of this session. */
  run?: Unknowable<Run>
}

/** A way to meters. */
export interface MeterLink {
  link: string
  kind: LinkKind
  title: string | Text
}

/** How wide the infrared beam is: a focused one reaches one meter. */
export type Beam = 'focused' | 'diffuse'

export const ITEM_SETS = ['energy', 'billing', 'snapshot', 'freeze', 'events', 'identity'] as const
export type ItemSet = (typeof ITEM_SETS)[number]

export interface Meter {
  comm_address: string
  meter_no?: Unknowable<string>
  asset_no?: Unknowable<string>
  order?: Unknowable<string>
  order_no?: Unknowable<string>
  stage?: Unknowable<string>
  /** The last command was cut off, and nobody knows what became of it. */
  unverified?: Unknowable<{ work: string; command: MeterCommand }>
  last?: Unknowable<WorkLine>
  authorisations: Authorisation[]
}

export type AuthorisationState = 'requested' | 'refused' | 'approved' | 'released' | 'used' | 'withdrawn' | 'expired'

/** Leave to give a meter a command (授权). */
export interface Authorisation {
  authorisation: string
  order: string
  order_no: string
  meter: { comm_address: string; meter_no: string; asset_no?: Unknowable<string> }
  command: MeterCommand
  parameter?: Unknowable<Record<string, unknown>>
  /** What the parameter was when it was read, written as its new value. */
  present?: Unknowable<{ value?: Unknowable<string>; read_at: Instant; work: string }>
  state: AuthorisationState
  requested_at: Instant
  approver?: Unknowable<string>
  approver_name?: Unknowable<string>
  /** Why it was refused or taken back. */
  reason?: Unknowable<string>
  not_before: Instant
  not_after: Instant
  /** Only where it may be used without a network. */
  signed?: Unknowable<object>
}

export interface AuthorisationAsked {
  order: string
  stage: string
  comm_address: string
  command: MeterCommand
  parameter?: Record<string, unknown>
  /** The look that read what the parameter is now. */
  present_in?: string
}

export interface RunAsked {
  command: MeterCommand
  link: string
  comm_address?: string
  order?: string
  stage?: string
  items?: ItemSet
  /** Read besides: `{item}` of DL/T 645 or `{oad}` of DL/T 698.45. */
  parameter?: Record<string, unknown>
  authorisation?: string
  beam?: Beam
  /** Where the page is; a command needs none. */
  position?: Position
}

export const DOINGS = ['finding', 'opening', 'looking', 'proving', 'reading', 'commanding', 'reading_back'] as const
export type Doing = (typeof DOINGS)[number]

/** A command under way, or the last one. */
export interface Run {
  work?: Unknowable<string>
  command: MeterCommand
  link: string
  comm_address?: Unknowable<string>
  state: 'running' | 'ended'
  doing?: Unknowable<Doing>
  frames_sent: number
  frames_heard: number
  tries: number
  part?: Unknowable<{ done: number; of: number }>
  began_at: Instant
  outcome?: Unknowable<WorkOutcome>
  why?: Unknowable<Text>
  result?: Unknowable<Work>
}

export interface WorkLine {
  work: string
  command: MeterCommand
  comm_address?: Unknowable<string>
  outcome: WorkOutcome
  /** A word for why, where it is not plainly done. */
  reason?: Unknowable<string>
  started_at: Instant
  ended_at: Instant
  order?: Unknowable<string>
  /** Whether the company has it. */
  is_sent: boolean
  readings?: Unknowable<{ total_kwh_e4: number; tariffs_kwh_e4?: number[] }>
  /** What stood under a parameter, hex as it travels; no value where the meter has no such thing. */
  parameter_read?: Unknowable<{ identifier: string; value?: Unknowable<string> }>
}

/** A work of somebody else at a meter, as the company tells it. */
export interface WorkOfOther {
  work: string
  command: MeterCommand
  outcome: WorkOutcome
  reason?: Unknowable<string>
  performer: string
  started_at: Instant
  ended_at: Instant
  relay_before?: MeterStanding['relay']
  relay_after?: MeterStanding['relay']
  readings?: Unknowable<{ total_kwh_e4: number; tariffs_kwh_e4?: number[] }>
}

export interface Work extends WorkLine {
  order_no?: Unknowable<string>
  position?: Unknowable<Position>
  line?: Unknowable<LinkKind>
  line_quality?: Unknowable<LineQuality>
  before: MeterStanding
  after: MeterStanding
  parameter?: Unknowable<{ identifier: string; before?: Unknowable<string>; wanted: string; after?: Unknowable<string> }>
  readout?: Unknowable<Readout>
  frames: { at: Instant; way: 'sent' | 'heard'; hex: string }[]
  authorisation?: Unknowable<string>
  why?: Unknowable<Text>
}

/** What was read, in the meter's own order. */
export interface Readout {
  protocol: 'dlt645' | 'dlt698'
  address: string
  items: ReadItem[]
  exchanges: number
  bytes: number
  is_noisy: boolean
}

export interface ReadItem {
  identifier: string
  name: Text
  /** A number with all its places, a time or a text; none where the meter has none. */
  value?: Unknowable<string>
  unit?: Unknowable<string>
  /** Of a maximum demand. */
  at?: Unknowable<string>
  refused?: Unknowable<Text>
  raw: string
}
