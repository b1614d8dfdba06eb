import { isMeterChange } from '@ronghe/ui'
import { type MeterWork } from './values'

/** Why somebody goes to the meter now: for the first time, once more, for another look, or to find out what it did. */
export type MeterWorkStep = 'first' | 'again' | 'look' | 'verify'

/** Nothing where the meter is as it was wanted: doing that once more is no correction. */
export function meterWorkStep(work: Pick<MeterWork, 'command' | 'outcome'> | undefined): MeterWorkStep | undefined {
  if (work === undefined) return 'first'
  const changes = isMeterChange(work.command)
  switch (work.outcome) {
    case 'done':
      return changes ? undefined : 'look'
    case 'unknown':
      return 'verify'
    case 'failed':
      return changes ? 'verify' : 'again'
    case 'refused':
      return 'again'
  }
}
