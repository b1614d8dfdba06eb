/** What a parameter is now, by what was last read of it at the meter. */

import type { WorkLine } from '@ronghe/field'
import type { Parameter } from './parameter'

export interface Present {
  /** The look that read it. */
  work: string
  /** Hex, written as the value that leave is asked for; nothing where the meter has no such thing. */
  value: string | undefined
  read_at: number
}

/** The last look at the meter that asked for this parameter. */
export function lastRead(works: WorkLine[], which: Parameter): Present | undefined {
  const wanted = numberOf(which)
  const reads = works.filter(({ outcome, parameter_read }) => outcome === 'done' && parameter_read?.identifier === wanted)
  const newest = reads.reduce<WorkLine | undefined>((last, work) => (last === undefined || work.ended_at > last.ended_at ? work : last), undefined)
  if (newest === undefined) return undefined
  const value = newest.parameter_read?.value ?? undefined
  return { work: newest.work, value: value === undefined ? undefined : asWritten(which, value), read_at: newest.ended_at }
}

/** The parameter that was read last at the meter: whoever comes back from reading goes on with it. */
export function lastWhich(works: WorkLine[]): string | undefined {
  const read = works.filter(({ outcome, parameter_read }) => outcome === 'done' && parameter_read)
  return read.sort((one, other) => other.ended_at - one.ended_at)[0]?.parameter_read?.identifier
}

/** Its identifier as a record has it: eight hex digits, also of an attribute. */
function numberOf({ item, oad }: Parameter): string {
  return String(item ?? oad).replaceAll('-', '').toUpperCase()
}

/** An item of DL/T 645 travels backwards. */
function asWritten({ item }: Parameter, travelling: string): string {
  const bytes = travelling.toUpperCase().match(/../g) ?? []
  return (item === undefined ? bytes : bytes.reverse()).join('')
}
