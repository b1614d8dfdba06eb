/** What comes with a request for leave, as it is made of what was typed; `requestSaid` of `@ronghe/ui` reads it again. */

import { parseScaled } from '@ronghe/ui'

export type Parameter = Record<string, unknown>

/** `second_notice_at` of a time of today, as a clock shows it in the company's zone; nothing when it is still to come. */
export function secondNotice(time: string, now: Date): Parameter | undefined {
  const match = /^(\d{2}):(\d{2})$/.exec(time)
  if (!match) return undefined
  const minutes = Number(match[1]) * 60 + Number(match[2])
  const day = Math.floor((now.getTime() + ZONE_OFFSET) / DAY) * DAY - ZONE_OFFSET
  const at = day + minutes * 60_000
  return at > now.getTime() ? undefined : { second_notice_at: at * 1000 }
}

/** "14:20" of a moment, in the company's zone. */
export function timeOf(now: Date): string {
  return new Date(now.getTime() + ZONE_OFFSET).toISOString().slice(11, 16)
}

/** One item of DL/T 645 by its identifier; the value in natural order. */
export function item645(item: string, value: string): Parameter | undefined {
  const [identifier, hex] = [compact(item), compact(value)]
  return /^[0-9A-F]{8}$/.test(identifier) && isBytes(hex) ? { item: identifier, value: hex } : undefined
}

/** A plain number of an item that is one byte of two decimal digits. */
export function item645Of(item: string, digits: string): Parameter | undefined {
  return /^\d{1,2}$/.test(digits) ? { item, value: digits.padStart(2, '0') } : undefined
}

/** One attribute of DL/T 698.45; the value with its type byte. */
export function attribute698(oad: string, data: string): Parameter | undefined {
  const [attribute, hex] = [oad.trim().toUpperCase(), compact(data)]
  return /^[0-9A-F]{4}-[0-9A-F]{2}-[0-9A-F]{2}$/.test(attribute) && isBytes(hex) ? { oad: attribute, data: hex } : undefined
}

/** Which parameter, before its value is typed. */
export function identified(protocol: 'dlt645' | 'dlt698', identifier: string): Parameter | undefined {
  const typed = compact(identifier)
  if (protocol === 'dlt645') return /^[0-9A-F]{8}$/.test(typed) ? { item: typed } : undefined
  return /^[0-9A-F]{4}-[0-9A-F]{2}-[0-9A-F]{2}$/.test(typed) ? { oad: typed } : undefined
}

/** Money that was paid; the first purchase opens the account. */
export function purchase(amount: string, count: string): Parameter | undefined {
  const amount_fen = parseScaled(amount, 2)
  if (amount_fen === undefined || amount_fen <= 0 || !/^[1-9]\d{0,8}$/.test(count)) return undefined
  return { amount_fen, count: Number(count) }
}

function compact(typed: string): string {
  return typed.replace(/\s/g, '').toUpperCase()
}

function isBytes(hex: string): boolean {
  return hex.length > 0 && /^(?:[0-9A-F]{2})+$/.test(hex)
}

const DAY = 24 * 60 * 60_000
const ZONE_OFFSET = 8 * 60 * 60_000
