import { formatExact } from '@ronghe/ui'

/** "2026-11-29", in the company's zone: where only the day counts. */
export function dayOf(instant: Date): string {
  return formatExact(instant).slice(0, DAY_LEN)
}

const DAY_LEN = 10
