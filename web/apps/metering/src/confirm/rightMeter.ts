/** Whether somebody who stands at a meter has looked at it: what he typed or scanned, against the meter of the leave. */

export const DIGITS_ASKED = 4

/** Nothing as long as not all digits are there. */
export function isRightEnd(typed: string, number: string): boolean | undefined {
  const digits = typed.replace(/\s/g, '')
  return digits.length < DIGITS_ASKED ? undefined : digits === number.slice(-DIGITS_ASKED)
}

export function isWholeNumber(typed: string, number: string): boolean {
  return typed.replace(/\s/g, '') === number
}

/** A label may say more than its number; a part of a longer number is another number. */
export function isOnLabel(code: string, numbers: (string | null | undefined)[]): boolean {
  const runs: string[] = code.replace(/\s/g, '').match(/\d+/g) ?? []
  return numbers.some((number) => Boolean(number) && runs.includes(number ?? ''))
}
