/** Which works at a meter are shown, as the address of the page has it. */

import { isMeterCommand, type MeterCommand, type WorkOutcome } from '@ronghe/ui'
import type { MeterWorkLine } from '../api/types'

export interface WorksFilter {
  outcome?: WorkOutcome
  command?: MeterCommand
}

/** What has to be seen to stands first. */
export const OUTCOMES_SHOWN: WorkOutcome[] = ['unknown', 'failed', 'refused', 'done']

export function worksFilterOf(search: URLSearchParams): WorksFilter {
  const outcome = OUTCOMES_SHOWN.find((each) => each === search.get('outcome'))
  const command = search.get('command')
  return { ...(outcome ? { outcome } : {}), ...(isMeterCommand(command) ? { command } : {}) }
}

export function fits({ outcome, command }: WorksFilter, work: MeterWorkLine): boolean {
  return (outcome === undefined || work.outcome === outcome) && (command === undefined || work.command === command)
}
