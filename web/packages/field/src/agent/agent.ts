/**
 * Every call of a field page to the terminal agent, by name. Each gives its data or throws a problem.
 *
 * Each is an action of its own with an id of its own, which its operation carries to the platform and on to the
 * neighbour; calls that belong to one action are given its headers.
 */

import type { FieldValue, Instant } from '@ronghe/forms'
import { answer, type ActionHeaders, type CommandHeaders, type LocalApi } from '@ronghe/sdk'
import type { AuthorisationAsked, RunAsked } from './metering'
import type { LocalPaths, SignatureTaken } from './paths'
import type { Action, Appearance, PlaceTaken, Recipient } from './wire'

/** A stage of an order. */
export interface StageKey {
  order: string
  stage: string
}

export class Agent {
  constructor(private readonly api: LocalApi<LocalPaths>) {}

  async enter(code: string): Promise<void> {
    const { token } = await answer(this.#client.POST('/local/v1/entry', { body: { code } }))
    this.api.enter(token)
  }

  /** A page whose token has died gets a new one with the PIN. */
  async unlock(pin: string): Promise<void> {
    const { token } = await answer(this.#client.POST('/local/v1/unlock', { body: { pin } }))
    if (token !== undefined) this.api.enter(token)
  }

  lock() {
    return answer(this.#client.POST('/local/v1/lock'))
  }

  /** Also on a locked terminal; whoever is signed in is locked out first. */
  beginPractice() {
    return answer(this.#client.POST('/local/v1/practice'))
  }

  /** Wipes what was practised. */
  endPractice() {
    return answer(this.#client.DELETE('/local/v1/practice'))
  }

  state() {
    return answer(this.#client.GET('/local/v1/state'))
  }

  keepAppearance(appearance: Appearance) {
    return answer(this.#client.PUT('/local/v1/appearance', { body: appearance }))
  }

  async apps() {
    return (await answer(this.#client.GET('/local/v1/apps'))).items
  }

  async openApp(app: string): Promise<string> {
    return (await answer(this.#client.POST('/local/v1/apps/{app}/open', { params: { path: { app } } }))).url
  }

  async orders() {
    return (await answer(this.#client.GET('/local/v1/orders'))).items
  }

  order(order: string) {
    return answer(this.#client.GET('/local/v1/orders/{order}', { params: { path: { order } } }))
  }

  act(path: StageKey, body: Action) {
    return answer(this.#client.POST('/local/v1/orders/{order}/stages/{stage}/actions', { params: { path }, body }))
  }

  /** Stored before it is answered; `null` clears the field. */
  keepField(stage: StageKey, field: string, value: FieldValue) {
    const path = { ...stage, field }
    const body = { value: value ?? null }
    return answer(
      this.#client.PUT('/local/v1/orders/{order}/stages/{stage}/draft/{field}', { params: { path }, body }),
    )
  }

  keepPhoto(path: StageKey, field: string, picture: Blob, place: PlaceTaken | undefined) {
    return answer(
      this.#client.POST('/local/v1/orders/{order}/stages/{stage}/photos', {
        params: { path, query: { field } },
        body: picture,
        bodySerializer: (body: Blob) => body,
        headers: {
          'Content-Type': picture.type || 'image/jpeg',
          ...(place ? { 'X-Ronghe-Position': JSON.stringify(place) } : {}),
        },
      }),
    )
  }

  discardPhoto(stage: StageKey, attachment: string) {
    const path = { ...stage, attachment }
    return answer(
      this.#client.DELETE('/local/v1/orders/{order}/stages/{stage}/photos/{attachment}', { params: { path } }),
    )
  }

  beginRecording(path: StageKey, field: string, place: PlaceTaken | undefined, instead: string | undefined) {
    return answer(
      this.#client.POST('/local/v1/orders/{order}/stages/{stage}/recordings', {
        params: { path, query: { field, ...(instead === undefined ? {} : { instead }) } },
        headers: place ? { 'X-Ronghe-Position': JSON.stringify(place) } : {},
      }),
    )
  }

  keepPiece(stage: StageKey, attachment: string, first_byte: number, piece: Blob) {
    return answer(
      this.#client.POST('/local/v1/orders/{order}/stages/{stage}/recordings/{attachment}/pieces', {
        params: { path: { ...stage, attachment }, query: { first_byte } },
        body: piece,
        bodySerializer: (body: Blob) => body,
        headers: { 'Content-Type': 'application/octet-stream' },
      }),
    )
  }

  finishRecording(stage: StageKey, attachment: string) {
    const path = { ...stage, attachment }
    return answer(
      this.#client.POST('/local/v1/orders/{order}/stages/{stage}/recordings/{attachment}/finish', { params: { path } }),
    )
  }

  /** One under way, one that was cut off, or a finished one that was not submitted. */
  async discardRecording(stage: StageKey, attachment: string): Promise<void> {
    const path = { ...stage, attachment }
    await answer(
      this.#client.DELETE('/local/v1/orders/{order}/stages/{stage}/recordings/{attachment}', { params: { path } }),
    )
  }

  keepSignature(path: StageKey, field: string, body: SignatureTaken) {
    const params = { path, query: { field } }
    return answer(this.#client.POST('/local/v1/orders/{order}/stages/{stage}/signature', { params, body }))
  }

  confirmSecondPerson(path: StageKey, field: string, pin: string) {
    const params = { path, query: { field } }
    return answer(
      this.#client.POST('/local/v1/orders/{order}/stages/{stage}/second-person', { params, body: { pin } }),
    )
  }

  check(path: StageKey, headers: ActionHeaders) {
    return answer(this.#client.POST('/local/v1/orders/{order}/stages/{stage}/check', { params: { path }, headers }))
  }

  submit(path: StageKey, to: Recipient | undefined, headers: ActionHeaders) {
    const body = to === undefined ? {} : { to }
    return answer(
      this.#client.POST('/local/v1/orders/{order}/stages/{stage}/submit', { params: { path }, body, headers }),
    )
  }

  /** Customers of whom a number, the name or the address holds the text. */
  customers(search: string) {
    return answer(this.#client.GET('/local/v1/customers', { params: { query: { search } } }))
  }

  /** A customer's card, for an order of his that is in hand. */
  customer(customer_no: string, order: string) {
    const params = { path: { customer_no }, query: { order } }
    return answer(this.#client.GET('/local/v1/customers/{customer_no}', { params }))
  }

  /** A customer's card, masked, for a reason that is recorded before it is answered. */
  inquire(customer_no: string, reason: string, note: string) {
    const body = { reason, ...(note === '' ? {} : { note }) }
    return answer(
      this.#client.POST('/local/v1/customers/{customer_no}/inquiries', { params: { path: { customer_no } }, body }),
    )
  }

  async inquiryReasons() {
    return (await answer(this.#client.GET('/local/v1/inquiry-reasons'))).items
  }

  async outbox() {
    return (await answer(this.#client.GET('/local/v1/outbox'))).items
  }

  retry(op_id: string) {
    return answer(this.#client.POST('/local/v1/outbox/{op_id}/retry', { params: { path: { op_id } } }))
  }

  withdraw(op_id: string) {
    return answer(this.#client.POST('/local/v1/outbox/{op_id}/withdraw', { params: { path: { op_id } } }))
  }

  async notices() {
    return (await answer(this.#client.GET('/local/v1/notices'))).items
  }

  readNotice(id: string) {
    return answer(this.#client.POST('/local/v1/notices/{id}/read', { params: { path: { id } } }))
  }

  /** Wakes the sync; what it brings comes as events. */
  sync() {
    return answer(this.#client.POST('/local/v1/sync'))
  }

  metering() {
    return answer(this.#client.GET('/local/v1/metering'))
  }

  openBusinessCard(pin: string) {
    return answer(this.#client.POST('/local/v1/metering/business-card', { body: { pin } }))
  }

  /** The meters that the worker may have to do with; of a search, those whose numbers begin so. */
  async meters(search: string) {
    const query = search === '' ? {} : { search }
    return (await answer(this.#client.GET('/local/v1/metering/meters', { params: { query } }))).meters
  }

  meter(comm_address: string) {
    return answer(this.#client.GET('/local/v1/metering/meters/{comm_address}', { params: { path: { comm_address } } }))
  }

  /** What others did at it, asked of the company now. */
  async lookBack(comm_address: string) {
    const path = '/local/v1/metering/meters/{comm_address}/look-back'
    return (await answer(this.#client.GET(path, { params: { path: { comm_address } } }))).works
  }

  /** Begins a command; the same headers are the same command, however often they are sent. */
  beginRun(body: RunAsked, headers: CommandHeaders) {
    return answer(this.#client.POST('/local/v1/metering/runs', { body, headers }))
  }

  /** The command under way, or the last one of this session. */
  async run() {
    return (await answer(this.#client.GET('/local/v1/metering/run'))) ?? undefined
  }

  /** Between two frames. */
  cancelRun() {
    return answer(this.#client.POST('/local/v1/metering/run/cancel'))
  }

  /** The newest first; begun before a time, if one is given. */
  async works(limit: number, before?: Instant) {
    const query = { limit, ...(before === undefined ? {} : { before }) }
    return (await answer(this.#client.GET('/local/v1/metering/works', { params: { query } }))).works
  }

  work(work: string) {
    return answer(this.#client.GET('/local/v1/metering/works/{work}', { params: { path: { work } } }))
  }

  /** Asks the platform for leave, now. */
  askForLeave(body: AuthorisationAsked) {
    return answer(this.#client.POST('/local/v1/metering/authorisations', { body }))
  }

  get #client() {
    return this.api.client
  }
}

/** Where the agent serves files; pages show them as pictures and links. */
export const agentFiles = {
  /** The file itself: a picture, a voice note, a video. */
  picture: (attachment: string) => `/local/v1/attachments/${attachment}`,
  thumbnail: (attachment: string) => `/local/v1/attachments/${attachment}/thumbnail`,
  outboxExport: '/local/v1/outbox/export',
}
