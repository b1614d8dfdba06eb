/** The paths of the local API in the shape that the client's types are made of. */

import type { Attachment, FormValues, Instant, Recording, SecondPerson, Signed, Stroke, Verdict } from '@ronghe/forms'
import type {
  Authorisation, AuthorisationAsked, Meter, MeteringState, Run, RunAsked, Work, WorkLine, WorkOfOther,
} from './metering'
import type {
  Action, AgentState, Appearance, CustomerShown, CustomersFound, FieldApp, InquiryReason, Notice, OrderDetail, OrderLine, OutboxEntry, Recipient,
  RecordingBegun, Submitted,
} from './wire'

export interface LocalPaths {
  '/local/v1/entry': { post: Call<{ token: string }, { body: { code: string } }> }
  '/local/v1/state': { get: Call<AgentState> }
  '/local/v1/unlock': { post: Call<{ token?: string }, { body: { pin: string } }> }
  '/local/v1/lock': { post: Call<Nothing> }
  '/local/v1/practice': { post: Call<Nothing>; delete: Call<Nothing> }
  '/local/v1/appearance': { put: Call<Nothing, { body: Appearance }> }
  '/local/v1/apps': { get: Call<{ items: FieldApp[] }> }
  '/local/v1/apps/{app}/open': { post: Call<{ url: string }, { path: { app: string } }> }
  '/local/v1/orders': { get: Call<{ items: OrderLine[] }> }
  '/local/v1/orders/{order}': { get: Call<OrderDetail, { path: { order: string } }> }
  '/local/v1/orders/{order}/stages/{stage}/actions': { post: Call<{ op_id: string }, { path: OfStage; body: Action }> }
  '/local/v1/orders/{order}/stages/{stage}/draft/{field}': {
    put: Call<Nothing, { path: OfStage & { field: string }; body: { value: FormValues[string] } }>
  }
  '/local/v1/orders/{order}/stages/{stage}/photos': {
    post: Call<Photo, { path: OfStage; query: OfField; binary: Blob }>
  }
  '/local/v1/orders/{order}/stages/{stage}/photos/{attachment}': {
    delete: Call<Nothing, { path: OfFile }>
  }
  '/local/v1/orders/{order}/stages/{stage}/recordings': {
    post: Call<RecordingBegun, { path: OfStage; query: OfField & { instead?: string } }>
  }
  '/local/v1/orders/{order}/stages/{stage}/recordings/{attachment}': {
    delete: Call<Nothing, { path: OfFile }>
  }
  '/local/v1/orders/{order}/stages/{stage}/recordings/{attachment}/pieces': {
    post: Call<{ bytes: number }, { path: OfFile; query: { first_byte: number }; binary: Blob }>
  }
  '/local/v1/orders/{order}/stages/{stage}/recordings/{attachment}/finish': {
    post: Call<Recording, { path: OfFile }>
  }
  '/local/v1/orders/{order}/stages/{stage}/signature': {
    post: Call<Signed, { path: OfStage; query: OfField; body: SignatureTaken }>
  }
  '/local/v1/orders/{order}/stages/{stage}/second-person': {
    post: Call<SecondPerson, { path: OfStage; query: OfField; body: { pin: string } }>
  }
  '/local/v1/orders/{order}/stages/{stage}/check': { post: Call<Verdict, { path: OfStage }> }
  '/local/v1/orders/{order}/stages/{stage}/submit': {
    post: Call<Submitted, { path: OfStage; body: { to?: Recipient } }>
  }
  '/local/v1/customers': { get: Call<CustomersFound, { query: { search: string } }> }
  '/local/v1/customers/{customer_no}': {
    get: Call<CustomerShown, { path: OfCustomer; query: { order: string } }>
  }
  '/local/v1/customers/{customer_no}/inquiries': {
    post: Call<CustomerShown, { path: OfCustomer; body: { reason: string; note?: string } }>
  }
  '/local/v1/inquiry-reasons': { get: Call<{ items: InquiryReason[] }> }
  '/local/v1/outbox': { get: Call<{ items: OutboxEntry[] }> }
  '/local/v1/outbox/{op_id}/retry': { post: Call<Nothing, { path: { op_id: string } }> }
  '/local/v1/outbox/{op_id}/withdraw': { post: Call<Nothing, { path: { op_id: string } }> }
  '/local/v1/notices': { get: Call<{ items: Notice[] }> }
  '/local/v1/notices/{id}/read': { post: Call<Nothing, { path: { id: string } }> }
  '/local/v1/sync': { post: Call<Nothing> }
  '/local/v1/metering': { get: Call<MeteringState> }
  '/local/v1/metering/business-card': { post: Call<Nothing, { body: { pin: string } }> }
  '/local/v1/metering/meters': { get: Call<{ meters: Meter[] }, { query: { search?: string } }> }
  '/local/v1/metering/meters/{comm_address}': {
    get: Call<{ meter: Meter; works: WorkLine[] }, { path: { comm_address: string } }>
  }
  '/local/v1/metering/meters/{comm_address}/look-back': {
    get: Call<{ works: WorkOfOther[] }, { path: { comm_address: string } }>
  }
  '/local/v1/metering/runs': { post: Call<Run, { body: RunAsked }> }
  '/local/v1/metering/run': { get: Call<Run | null> }
  '/local/v1/metering/run/cancel': { post: Call<Nothing> }
  '/local/v1/metering/works': { get: Call<{ works: WorkLine[] }, { query: { limit: number; before?: Instant } }> }
  '/local/v1/metering/works/{work}': { get: Call<Work, { path: { work: string } }> }
  '/local/v1/metering/authorisations': { post: Call<Authorisation, { body: AuthorisationAsked }> }
}

/** A photo as the form keeps it, and where its picture is. */
export type Photo = Attachment & { thumbnail_url: string }

export interface SignatureTaken {
  strokes: Stroke[]
  image_base64: string
  signer_name: string
  relation: string
  /** What stood above the pad, word for word; its hash is kept with the signature. */
  statement: string
}

interface OfStage {
  order: string
  stage: string
}

interface OfCustomer {
  customer_no: string
}

interface OfFile extends OfStage {
  attachment: string
}

interface OfField {
  field: string
}

type Nothing = Record<string, never>

interface Asked {
  path?: object
  query?: object
  body?: object
  binary?: Blob
}

/** A call, given what it asks for. */
type Call<Answer, A extends Asked = object> = {
  parameters: (A extends { path: infer P } ? { path: P } : object) & (A extends { query: infer Q } ? { query: Q } : object)
  responses: { 200: { content: { 'application/json': Answer } } }
} & (A extends { body: infer B } ? { requestBody: { content: { 'application/json': B } } } : object) &
  (A extends { binary: infer B } ? { requestBody: { content: { 'image/jpeg': B } } } : object)
