/** The platform's words for the pages, out of `docs/openapi/platform.json`. */

import type { CommandHeaders } from '@ronghe/sdk'
import type { components, operations, paths as generated } from '@ronghe/sdk/platform'

type Schemas = components['schemas']

/** What the platform may leave out, or send as `null`; the two mean the same. */
export type Maybe<Value> = Value | null | undefined

/** The calls. The headers of a command are the sdk's: it adds what is not given, whether or not they are described. */
export type paths = {
  [Path in keyof generated]: { [Method in keyof generated[Path]]: Sent<Asked<Path, generated[Path][Method]>> }
}

type Sent<Call> = Call extends { parameters: infer Parameters }
  ? Omit<Call, 'parameters'> & { parameters: Omit<Parameters, 'header'> & { header?: CommandHeaders } }
  : Call

/** What is described as part of a path that has no room for it is its query; nothing of it has to be said. */
type Asked<Path, Call> = Path extends `${string}{${string}`
  ? Call
  : Call extends { parameters: { path: infer Query extends object } }
    ? Omit<Call, 'parameters'> & { parameters: Omit<Call['parameters'], 'path' | 'query'> & { query?: Partial<Query> } }
    : Call

/** Objects that the description gives no members. */
type Opened<View, Member extends keyof View, Value = unknown> = Omit<View, Member> & Record<Member, Value>

/** Somebody is away (请假、外出) from one moment until another. */
export type AbsenceView = Schemas['AbsenceView']
export type AbsenceKind = Schemas['AbsenceKind']
export type CardView = Schemas['CardView']
export type CertificateKind = Schemas['CertificateKind']
export type CertificateView = Schemas['CertificateView']
export type Certificates = Schemas['Certificates']
export type CutOverReport = Opened<Opened<Schemas['CutOverReport'], 'to', Record<string, number>>, 'stays', StagesThatKeep[]>
export type CutOverRequest = Schemas['CutOverRequest']
export type CutOverView = Opened<Schemas['CutOverView'], 'report', CutOverReport>
export type StagesThatKeep = Opened<Schemas['StagesThatKeep'], 'with', Record<string, number>>
export type DispatchRulesView = Schemas['DispatchRulesView']
/** `masked`: this reader is shown the file only once the order is unmasked. Older platforms do not say. */
export type EvidenceView = Schemas['EvidenceView'] & { masked?: boolean }
/** Somebody is on duty (值班) from one moment until another. */
export type DutyView = Schemas['DutyView']
export type DutyKind = Schemas['DutyKind']
export type DutyCopy = Schemas['DutyCopy']
export type GridView = Schemas['GridView']
export type HandOverReport = Opened<Schemas['HandOverReport'], 'to', Record<string, number>>
export type HandOverRequest = Schemas['HandOverRequest']
export type ItemView = Opened<Schemas['ItemView'], 'detail'>
/** A year of the working-day calendar (工作日历). */
export type KnownYear = Schemas['KnownYear']
/** A time limit of an order, with everything that was told of it. */
export type LimitView = Schemas['LimitView']
export type Loads = Schemas['Loads']
export type MapView = Schemas['Map']
export type Micros = Schemas['Instant']
/** What moves and what does not. Why an order stays is said in an object that the description gives no members. */
export type MigrationReport = Opened<Schemas['MigrationReport'], 'faults', OrdersThatStay[]>
export type MigrationRequest = Schemas['MigrationRequest']
export type NewAbsence = Schemas['NewAbsence']
export type NewCertificate = Schemas['NewCertificate']
export type NewDuty = Schemas['NewDuty']
/** Whom the next stage may be given to. */
export type NextChoice = Schemas['NextChoice']
export type OperationView = Schemas['OperationView']
export type OrderFile = Opened<
  Opened<Opened<Schemas['OrderFile'], 'story', StoryEntry[]>, 'items', ItemView[]>, 'evidence', EvidenceView[]
>
export type OrderFigures = Schemas['OrderFigures']
/** How the platform is asked for a list of orders. */
export type OrderQuery = NonNullable<operations['listOrders']['parameters']['query']>
export type OrderLineView = Schemas['OrderLineView']
export type OrderState = Schemas['OrderState']
export type OrderView = Schemas['OrderView']
export type Outcome = Schemas['Outcome']
export type OrdersThatStay = Opened<Schemas['OrdersThatStay'], 'fault'>
export type OverdueReason = Schemas['OverdueReasonView']
export type OutboxView = Schemas['OutboxView']
export type PersonLimit = Schemas['PersonLimit']
export type PersonView = Schemas['PersonView']
export type PreviewNextRequest = Opened<Schemas['PreviewNextRequest'], 'values', Record<string, unknown>>
export type ProcessFiles = Opened<Schemas['ProcessFiles'], 'files', Record<string, string>>
export type ProcessLine = Schemas['ProcessLine']
/** Whom a stage is handed to: a role, or a person. */
export type Recipient = Schemas['Recipient']
export type Resolution = Schemas['Resolution']
export type Role = Schemas['Role']
export type RootView = Schemas['RootView']
export type SessionView = Schemas['SessionView']
export type StageState = Schemas['StageState']
export type StageView = Schemas['StageView']
export type StationRules = Schemas['StationRules']
export type StationView = Schemas['StationView']
export type Steered = Schemas['Steered']
/** Of an order's story or of an audit chain. */
export type AuthorisationEntry = Schemas['AuthorisationEntry']
export type BlockNamed = Schemas['BlockNamed']
/** How the platform is asked for a list of inquiries. */
export type InquiryQuery = NonNullable<operations['listInquiries']['parameters']['query']>
export type InquiryView = Schemas['InquiryView']
/** A meter that the acquisition system knows. */
export type MeterView = Schemas['MeterView']
export type MeterWork = Schemas['MeterWork']
export type MeterWorkFile = Schemas['MeterWorkFile']
export type MeterWorkLine = Schemas['MeterWorkLine']
export type MeterWorkCounts = Schemas['MeterWorkCounts']
export type BrokenChainView = Schemas['BrokenChainView']
export type BrokenChains = Schemas['BrokenChains']
export type MeterWorkQuery = NonNullable<operations['findMeterWorks']['parameters']['query']>
export type StopFacts = Schemas['StopFacts']
export type StoryEntry = Schemas['EntryView']
export type TerminalView = Schemas['TerminalView']

/** What the office sends to steer an order. */
export type SteerRequests = {
  urge: Schemas['UrgeRequest']
  send_back: Schemas['SendBackRequest']
  suspend: Schemas['SuspendRequest']
  resume: Schemas['ResumeRequest']
  add_signer: Schemas['AddSignerRequest']
  terminate: Schemas['TerminateRequest']
}
