import { groupNumber } from '@ronghe/ui'

/** A number in its groups, all in one line. */
export function unbroken(number: string): string {
  return groupNumber(number).replace(/ /g, '\u00a0')
}
