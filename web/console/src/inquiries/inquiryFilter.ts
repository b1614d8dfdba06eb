/** Which inquiries are shown: by customer, person, reason and days, as the address has it. */

import type { InquiryQuery } from '../api/types'
import { daysAsked } from '../parts/days'

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
    ...daysAsked({ ...(from === undefined ? {} : { from }), ...(until === undefined ? {} : { until }) }),
  }
}
