/** Which works are shown, as the address of the page has it. */

import { isMeterCommand, type MeterCommand, type WorkOutcome } from '@ronghe/ui'
import { isBeginning } from '../api/addresses'
import type { MeterWorkQuery } from '../api/types'
import { daysAsked } from '../parts/days'

export interface WorksFilter {
  station?: string
  person?: string
  order?: string
  /** The beginning of a communication address. */
  meter?: string
  command?: MeterCommand
  /** One of these at a time. */
  kind?: WorkKind
  /** Days, as `2025-07-12`: from the first to the last, both with them. */
  from?: string
  until?: string
}

/** What became of works, and what is to be seen to about them. */
export type WorkKind = WorkOutcome | 'unverified' | 'odd'

/** What somebody has to see to stands first. */
export const WORK_KINDS: WorkKind[] = ['unverified', 'odd', 'unknown', 'failed', 'refused', 'done']

/** The platform sorts no works of shorter beginnings. */
export const BEGINNING_MIN = 4

const NAMES = ['station', 'person', 'order', 'from', 'until'] as const satisfies (keyof WorksFilter)[]

export function worksFilterOf(search: URLSearchParams): WorksFilter {
  const meter = search.get('meter') ?? ''
  const command = search.get('command')
  const kind = WORK_KINDS.find((each) => each === search.get('kind'))
  return {
    ...Object.fromEntries(NAMES.flatMap((name) => (search.get(name) ? [[name, search.get(name)]] : []))),
    ...(meter.length >= BEGINNING_MIN && isBeginning(meter) ? { meter } : {}),
    ...(isMeterCommand(command) ? { command } : {}),
    ...(kind === undefined ? {} : { kind }),
  }
}

export function worksQueryOf({ kind, from, until, ...same }: WorksFilter): MeterWorkQuery {
  return { ...same, ...kindAsked(kind), ...daysAsked({ ...(from === undefined ? {} : { from }), ...(until === undefined ? {} : { until }) }) }
}

function kindAsked(kind: WorkKind | undefined): MeterWorkQuery {
  if (kind === undefined) return {}
  if (kind === 'unverified' || kind === 'odd') return { [kind]: true }
  return { outcome: kind }
}
