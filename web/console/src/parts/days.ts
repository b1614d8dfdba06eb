/** Days of the company, as `2025-07-12`, and the microseconds that the platform asks by. */

/** From the first day to the last, both with them. */
export function daysAsked({ from, until }: { from?: string; until?: string }): { from?: number; before?: number } {
  return {
    ...(from === undefined ? {} : { from: midnight(from) }),
    ...(until === undefined ? {} : { before: midnight(until) + DAY_MICROS }),
  }
}

function midnight(day: string): number {
  return Date.parse(`${day}T00:00:00+08:00`) * 1000
}

const DAY_MICROS = 86_400_000_000
