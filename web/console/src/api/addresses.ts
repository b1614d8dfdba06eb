/**
 * Meters whose communication address (通信地址) begins with some digits: the platform lists them by their address and takes up
 * the list behind any address (`after`), so that the part that is wanted is asked for and no other.
 */

import type { Page } from '@ronghe/sdk'

/** Digits of an address. */
export const ADDRESS_LEN = 12

/** The address behind which those with this beginning stand; nothing where they are the first of all. */
export function justBefore(beginning: string): string | undefined {
  const first = BigInt(beginning.padEnd(ADDRESS_LEN, '0'))
  return first === 0n ? undefined : String(first - 1n).padStart(ADDRESS_LEN, '0')
}

/** What of a page still has this beginning; where the first comes that has not, the list ends. */
export function beginningWith<Meter extends { comm_address: string }>(beginning: string, page: Page<Meter>): Page<Meter> {
  const items = page.items.filter(({ comm_address }) => comm_address.startsWith(beginning))
  return { items, next: items.length === page.items.length ? (page.next ?? null) : null }
}

/** Whether something can be the beginning of an address. */
export function isBeginning(typed: string): boolean {
  return /^\d{0,12}$/.test(typed)
}
