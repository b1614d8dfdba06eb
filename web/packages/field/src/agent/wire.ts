/**
 * What the terminal agent says on `/local/v1` (docs/api-design.md, "The agent's local API"), in the words of
 * `crates/sync` and `crates/terminal`. It stands here until the agent's OpenAPI document exists; `npm run gen:api` then
 * takes its place.
 */

import type { CutOff, FormFiles, FormValues, Instant, Position } from '@ronghe/forms'
import type { OrderState, StageState, Text } from '@ronghe/ui'
import type { Role } from './roles'

/** Unknown until the platform is first asked after a start. */
export type Network = 'unknown' | 'none' | 'weak' | 'good'

export interface Person {
  person: string
  name: string
  staff_no: string
  roles: Role[]
}

export interface Unsent {
  operations: number
  files: number
  bytes_left: number
  bytes_total: number
  /** Looks at customers that the platform has not heard of. */
  inquiries?: number
}

/** How the pages look on this terminal; kept by the agent, because pages keep nothing. */
export interface Appearance {
  theme: 'outdoor' | 'night'
  language: 'zh' | 'en'
  text_percent: 100 | 130
}

export interface AgentState {
  terminal?: string
  /** The card in the first slot; `tries_left` is 0 when it is locked, `why` says that it is of another kind. */
  card?: { name: string; staff_no: string; why?: Text; tries_left: number }
  person?: Person
  locked: boolean
  /** Somebody practises: nothing that he does leaves the terminal. */
  practice?: boolean
  network: Network
  unsent: Unsent
  /** Of everybody but the person signed in: goes up without a PIN. */
  sealed?: { operations: number; files: number; bytes: number }
  /** `short`: no photo can be kept any more, only what is typed. */
  /** The card by which the terminal is known, where it needs one; `why` it cannot be used. */
  tf_card?: { serial?: string; tries_left?: number; is_ready: boolean; why?: Text }
  storage: { free_bytes?: number; low: boolean; short?: boolean }
  last_sync?: Instant
  clock_offset_micros?: number
  /** Until when the person's store opens without the network. */
  lease_expires_at?: Instant
  release_no: string
  appearance?: Appearance
}

export interface Stage {
  stage: string
  place: number
  element: string
  occurrence: number
  name: string
  state: StageState
  stage_rev: number
  generation: number
  roles?: Role[]
  assignee?: string
  assignee_name?: string
  form?: string
  values?: FormValues
  opened_at: Instant
  closed_at?: Instant
  remark?: string
  /** Why it was sent back, and the fields that are wrong. */
  sent_back?: { reason: string; fields?: string[] }
  /** Of one of many: what those begun together have in common, and what this one sees of its own. */
  round?: { of: number; sees: Record<string, unknown> }
}

/** What is known of an order from outside; every member may be absent. */
export interface Facts {
  customer?: {
    customer_no?: string
    customer_name?: string
    id_no?: string
    mobile?: string
    service_address?: string
  }
  intake?: Record<string, unknown>
  box?: { lon: number; lat: number }
  /** By asset number. */
  meters?: Record<string, MeterFacts>
  [more: string]: unknown
}

/** What is known of a meter before it is seen; energy is in 0.01 kWh. */
export interface MeterFacts {
  customer_no?: string
  comm_address?: string
  previous_total_ckwh?: number
  lon?: number
  lat?: number
  /** Since the last reading. */
  change?: string
}

/** Who lives or works where. */
export interface Household {
  customer_name: string
  service_address: string
}

/** When somebody comes, as it was agreed with the customer: a moment, or a day with a part of it. */
export interface Appointment {
  at?: Instant
  /** `2026-11-29`. */
  date?: string
  /** `morning`, `afternoon`, `evening`. */
  period?: string
}

export type Lane = 'clear' | 'waiting' | 'parked'

export interface OrderLine {
  order: string
  order_no: string
  process: string
  title: Text
  state: OrderState
  due_at?: Instant
  created_at?: Instant
  urged: number
  lane: Lane
  read_only: boolean
  has_draft: boolean
  /** The stage that is this person's to do, if one is. */
  stage?: Stage
  appointment?: Appointment
  facts: Facts
}

export interface OrderView {
  order: string
  order_no: string
  process: string
  state: OrderState
  title: Text
  due_at?: Instant
  urged: number
  created_at: Instant
  facts: Facts
  stages: Record<string, Stage>
  fed_at: Instant
}

export interface Candidate {
  person: string
  name: string
  staff_no: string
  roles: Role[]
}

/** Whom a stage may be handed to, and whether the same person may go on at once. */
export interface HandOver {
  roles: Role[]
  continuable: boolean
}

export interface OrderDetail {
  order: OrderView
  appointment?: Appointment
  drafts: Record<string, FormValues>
  pending: OutboxEntry[]
  bundle?: { process: string; forms: Record<string, FormFiles>; rules: string }
  candidates: Candidate[]
  /** Who lives at the order's meters, by customer number, names masked; as far as this terminal knows. */
  households?: Record<string, Household>
  /** By stage, for the stages that are this person's. */
  hand_over?: Record<string, HandOver>
  lane: Lane
  read_only?: boolean
  /** Files that the order names and that are not on this terminal: the platform holds them. */
  elsewhere?: string[]
  /** Recordings that were begun and not finished. */
  cut_off?: (CutOff & { stage: string })[]
  /** How its practice stands; none of a real order. */
  practice?: PracticeReport
}

export interface PracticeReport {
  finished: boolean
  remarks: { stage: string; text: Text; refused: boolean }[]
}

/** A recording that has begun, and how far it may go. */
export interface RecordingBegun {
  attachment_id: string
  mime: string
  seconds_max: number
  bytes_max: number
}

export type ActionKind = 'sign_in' | 'set_out' | 'arrive' | 'begin' | 'decline'

export type PlaceTaken = Omit<Position, 'at'>

export interface Action {
  kind: ActionKind
  position?: PlaceTaken
  reason?: string
}

export type RefusalReason =
  | 'op_id_reused'
  | 'unknown_order'
  | 'unknown_stage'
  | 'bundle_mismatch'
  | 'form_invalid'
  | 'file_unannounced'
  | 'recipient_invalid'
  | 'signature_invalid'
  | 'second_person_invalid'
  | 'never_replayed'
  | 'process_stuck'
  | 'malformed'
  | 'unknown'

export type LateReason =
  | 'reassigned'
  | 'order_over'
  | 'order_suspended'
  | 'stage_left'
  | 'step_differs'
  | 'base_not_applied'
  | 'authority_lost'
  | 'sealed_queue'
  | 'unknown'

export type ConflictReason = 'stage_completed' | 'stage_moved_on' | 'unknown'

export type Outcome =
  | { result: 'applied'; stage_rev: number }
  | { result: 'duplicate'; stored: Outcome }
  | { result: 'accepted_late'; reason: LateReason }
  | { result: 'conflict'; reason: ConflictReason }
  | { result: 'refused'; reason: RefusalReason }
  | { result: 'retry_after'; millis: number }

export type OperationKind = ActionKind | 'submit'

export type OutboxFile = { attachment: string; size: number } & (
  | { state: 'captured' | 'uploaded' | 'confirmed' }
  | { state: 'needed'; sent_bytes: number }
)

export interface OutboxEntry {
  op_id: string
  order: string
  stage: string
  kind: OperationKind
  state: 'pending' | 'settled' | 'parked' | 'withdrawn'
  made_at: Instant
  attempts: number
  outcome?: Outcome
  files: OutboxFile[]
}

export interface Notice {
  id: string
  at: Instant
  order?: string
  order_no?: string
  about: string
  text: Text
  read_at?: Instant
}

export type Recipient = { role: Role } | { person: string }

export interface Submitted {
  op_id: string
  continues?: string
}

export interface FieldApp {
  app: string
  title: Text
}

/** What a worker should know before he knocks. */
export interface CustomerFlags {
  critical: boolean
  life_support: boolean
  guard_on: boolean
  arrears: boolean
}

export type FoundBy = 'customer_no' | 'asset_no' | 'comm_address' | 'customer_name' | 'service_address'

/** A customer in a list; the name is masked. */
export interface CustomerFound {
  customer_no: string
  customer_name: string
  service_address: string
  area_code: string
  /** Only with an order of his in hand. */
  flags?: CustomerFlags
  found_by: FoundBy
  /** An order of his that is in hand: with it the card asks for no reason. */
  order?: string
}

/** How much of what the person answers for has come down. */
export interface CustomersStanding {
  areas: number
  areas_here: number
  customers: number
  fetched_at?: Instant
}

export interface CustomersFound {
  items: CustomerFound[]
  /** Found beyond these. */
  more: number
  standing: CustomersStanding
  synced_at?: Instant
}

export interface CustomerMeter {
  asset_no: string
  comm_address?: string
  multiplier: number
  phase: 'single' | 'three'
}

export type Register = 'total' | 'sharp' | 'peak' | 'flat' | 'valley' | 'export_total'

/** Without the multiplier; 10⁻⁴ kWh. */
export interface MeterReading {
  asset_no: string
  register: Register
  at: Instant
  value_kwh_e4: number
}

/** A customer as the marketing system knows him. */
export interface CustomerRecord {
  customer_no: string
  revision: number
  as_of: Instant
  area_code: string
  customer_name: string
  service_address: string
  mobile?: string
  usage_class: string
  industry_code?: string
  tariff: string
  contract_capacity_w: number
  supply_voltage_v: number
  fee_control: 'none' | 'remote' | 'local'
  critical?: boolean
  life_support?: boolean
  guard_on?: boolean
  position?: { lon_e7: number; lat_e7: number }
  metering_points?: { point_no: string; meters: CustomerMeter[] }[]
  readings?: MeterReading[]
  seals?: { seal_no: string; place: string; applied_at: Instant }[]
  arrears?: { amount_fen: number; months: number; as_of: Instant }
  available_balance_fen?: number
  complaints?: { at: Instant; kind: string; state: 'open' | 'closed' }[]
}

export interface CustomerWork {
  order: string
  order_no: string
  process: string
  title: Text
  ended_at: Instant
  worker_name?: string
  photos?: string[]
}

export interface CustomerShown {
  card: { record: CustomerRecord; works: CustomerWork[] }
  area_name: string
  fetched_at: Instant
  /** Name and mobile number are hidden: it was opened for a reason, not for an order. */
  masked: boolean
  orders: { order: string; order_no: string; title: Text }[]
  /** For the watermark. */
  seen_by: { name: string; staff_no: string; at: Instant }
}

export interface InquiryReason extends Text {
  code: string
  note_needed: boolean
}
