/** Which inquiries are shown: by customer, person, reason and days, as the address has it. */

import type { InquiryQuery } from '../api/types'

export interface InquiryFilter {
  customer?: string
  person?: string
  reason?: string
  /** Days, as `2025-07-12`: from the first to the last, both with them. */
  from?: string
  until?: string
}

const NAMES = ['customer', 'person', 'reason', 'from', 'until'] as const satisfies (keyof InquiryFilter)[]

export function filterOf(search: URLSearchParams): InquiryFilter {
  return Object.fromEntries(NAMES.flatMap((name) => (search.get(name) ? [[name, search.get(name)]] : [])))
}

export function queryOf({ customer, person, reason, from, until }: InquiryFilter): InquiryQuery {
  return {
    ...(customer === undefined ? {} : { customer_no: customer }),
    ...(person === undefined ? {} : { person }),
    ...(reason === undefined ? {} : { reason }),
    ...(from === undefined ? {} : { from: midnight(from) }),
    ...(until === undefined ? {} : { before: midnight(until) + DAY_MICROS }),
  }
}

/** Of the company's day, in microseconds. */
function midnight(day: string): number {
  return Date.parse(`${day}T00:00:00+08:00`) * 1000
}

const DAY_MICROS = 86_400_000_000
