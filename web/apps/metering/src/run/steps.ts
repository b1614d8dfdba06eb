import type { Doing, Run } from '@ronghe/field'
import { COMMAND_LOOKS } from '@ronghe/ui'

export interface Step {
  doing: Doing
  standing: 'done' | 'now' | 'next'
}

const LOOKING: Doing[] = ['finding', 'opening', 'looking', 'reading']
const CHANGING: Doing[] = ['finding', 'opening', 'looking', 'proving', 'commanding', 'reading_back']

/** The way of a command, and how far it has come; the infrared port has a gate of its own, other links have none. */
export function stepsOf({ command, doing }: Run, isInfrared: boolean): Step[] {
  const way = COMMAND_LOOKS[command].changes ? CHANGING : LOOKING
  // What is done is on the way, whatever was expected.
  const steps = way.filter((step) => step === doing || step !== 'opening' || isInfrared)
  const at = doing ? steps.indexOf(doing) : -1
  return steps.map((step, place) => ({ doing: step, standing: place < at ? 'done' : place === at ? 'now' : 'next' }))
}

/** The meter may have been changed: whoever stops now does not know what became of it. */
export function isTooLate({ doing }: Run): boolean {
  return doing === 'commanding' || doing === 'reading_back'
}
