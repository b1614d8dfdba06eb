/**
 * What comes with a request for leave to give a meter a command: its shape is the command's own, as the platform
 * (`crates/platform/src/metering/facts.rs`) and the key machine read it. Whoever gives leave is shown all of it; what is
 * not understood here is shown as it came.
 */

import { formatMoney } from '../format/numbers'
import { formatMoment } from '../format/time'
import { translate, type Language, type Text } from '../i18n/texts'
import type { MeterCommand } from './commands'
import { texts } from './texts'

/** What the executor is asked besides the order. */
export type RequestNeed = 'second_notice' | 'contacted' | 'parameter' | 'purchase'

export const REQUEST_NEEDS: Partial<Record<MeterCommand, RequestNeed>> = {
  trip: 'second_notice',
  permit_close: 'contacted',
  direct_close: 'contacted',
  set_parameter: 'parameter',
  recharge: 'purchase',
}

export type RequestSaid =
  /** The command says it all. */
  | { kind: 'nothing' }
  /** The command needs something, and it did not come. */
  | { kind: 'missing'; need: RequestNeed }
  /** In microseconds since 1970. */
  | { kind: 'second_notice'; at: number }
  | { kind: 'contacted'; contacted: boolean }
  /** An item of DL/T 645 with its value in natural order, or an attribute of DL/T 698.45 with its type byte first; hex. */
  | { kind: 'parameter'; protocol: 'dlt645' | 'dlt698'; identifier: string; hex: string }
  | { kind: 'purchase'; amount_fen: number; count: number; customer_no?: string }
  /** None of what is known; JSON as it came. */
  | { kind: 'unknown'; raw: string }

/** Reads what came with a request for `command`. */
export function requestSaid(command: MeterCommand, parameter: unknown): RequestSaid {
  const need = REQUEST_NEEDS[command]
  if (parameter === null || parameter === undefined) return need === undefined ? { kind: 'nothing' } : { kind: 'missing', need }
  const read = need === undefined || !isObject(parameter) ? undefined : READ[need](parameter)
  return read ?? { kind: 'unknown', raw: JSON.stringify(parameter) }
}

/** What came, in a line; nothing where the command says it all. */
export function requestWords(said: RequestSaid, now: Date, language: Language): string | undefined {
  const say = (text: Text, parts = {}) => translate(text, language, parts)
  switch (said.kind) {
    case 'nothing':
      return undefined
    case 'missing':
      return say(texts[`request.missing.${said.need}`])
    case 'second_notice':
      return say(texts['request.said.second_notice'], { when: formatMoment(new Date(said.at / 1000), now, language) })
    case 'contacted':
      return say(texts[said.contacted ? 'request.said.contacted' : 'request.said.not_contacted'])
    case 'parameter':
      return say(texts['request.said.parameter'], {
        identifier: parameterName(said.identifier, language) ?? said.identifier,
        value: parameterNumber(said.identifier, said.hex) ?? said.hex,
      })
    case 'purchase':
      return say(texts['request.said.purchase'], { amount: formatMoney(said.amount_fen), count: said.count })
    case 'unknown':
      return say(texts['request.said.unknown'], { raw: said.raw })
  }
}

/** Parameters that have a name here: one byte of two decimal digits each (DL/T 645-2007, table A.4). */
export const NAMED_PARAMETERS = ['04000302', '04000301', '04000305'] as const
export type NamedParameter = (typeof NAMED_PARAMETERS)[number]

/** What a parameter is called; nothing for one that is known by its identifier alone. */
export function parameterName(identifier: string, language: Language): string | undefined {
  return isNamed(identifier) ? translate(texts[`parameter.name.item_${identifier}`], language) : undefined
}

/** Its value as a number, in the unit that its name says; nothing where the bytes are all that is known. */
export function parameterNumber(identifier: string, hex: string): number | undefined {
  return isNamed(identifier) && /^\d{2}$/.test(hex) ? Number(hex) : undefined
}

function isNamed(identifier: string): identifier is NamedParameter {
  return NAMED_PARAMETERS.some((each) => each === identifier)
}

type Parameter = Record<string, unknown>

/** Only what is known to its last member counts as read: what is left out here would be approved unseen. */
const READ: Record<RequestNeed, (parameter: Parameter) => RequestSaid | undefined> = {
  second_notice: (parameter) => {
    const { second_notice_at: at, ...rest } = parameter
    return isCount(at) && isEmpty(rest) ? { kind: 'second_notice', at } : undefined
  },
  contacted: (parameter) => {
    const { contacted, ...rest } = parameter
    return typeof contacted === 'boolean' && isEmpty(rest) ? { kind: 'contacted', contacted } : undefined
  },
  parameter: (parameter) => {
    const { item, value, oad, data, ...rest } = parameter
    if (!isEmpty(rest)) return undefined
    if (isHex(item) && isHex(value) && oad === undefined && data === undefined) {
      return { kind: 'parameter', protocol: 'dlt645', identifier: item.toUpperCase(), hex: value.toUpperCase() }
    }
    if (typeof oad === 'string' && isHex(data) && item === undefined && value === undefined) {
      return { kind: 'parameter', protocol: 'dlt698', identifier: oad.toUpperCase(), hex: data.toUpperCase() }
    }
    return undefined
  },
  purchase: (parameter) => {
    const { amount_fen, count, customer_no, ...rest } = parameter
    if (!isCount(amount_fen) || !isCount(count) || !isEmpty(rest)) return undefined
    if (customer_no === undefined || customer_no === null) return { kind: 'purchase', amount_fen, count }
    return typeof customer_no === 'string' ? { kind: 'purchase', amount_fen, count, customer_no } : undefined
  },
}

function isObject(value: unknown): value is Parameter {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isEmpty(rest: Parameter): boolean {
  return Object.keys(rest).length === 0
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0
}

function isHex(value: unknown): value is string {
  return typeof value === 'string' && /^(?:[0-9a-f]{2})+$/i.test(value)
}
