/** A stage that is gone through in many rounds, such as once for each meter of a route, is one line wherever stages are listed. */

import { isGiven } from '../api/given'
import type { OrderLineView, StageState, StageView } from '../api/types'
import { isOpen } from './stages'

export interface Step {
  /** What stands for it: the stage itself; of rounds an open one, the furthest along. */
  stage: StageView
  /** The stage itself, or all its rounds that were given, as they opened. */
  stages: StageView[]
  /** How far the rounds are; nothing for a stage without rounds. */
  rounds?: { done: number; all: number }
}

/** The steps that these stages are, as they opened. `counted` says how far rounds are whose others were not given. */
export function stepsOf(stages: StageView[], counted: OrderLineView['rounds'] = []): Step[] {
  const together = new Map<string, StageView[]>()
  for (const stage of stages) {
    const key = isGiven(stage.round) ? `${stage.element} ${stage.round.of}` : stage.stage
    together.set(key, [...(together.get(key) ?? []), stage])
  }
  return [...together.values()].flatMap((own): Step[] => {
    const stage = furthest(own)
    if (stage === undefined) return []
    const { round } = stage
    if (!isGiven(round)) return [{ stage, stages: own }]
    const known = counted.find(({ of }) => of === round.of)
    return [{ stage, stages: own, rounds: known ?? { done: own.filter((each) => !isOpen(each)).length, all: own.length } }]
  })
}

function furthest(stages: StageView[]): StageView | undefined {
  const open = stages.filter(isOpen)
  const rank = ({ state }: StageView) => ALONG.indexOf(state)
  return (open.length > 0 ? open : stages).reduce<StageView | undefined>(
    (found, stage) => (found === undefined || rank(stage) > rank(found) ? stage : found), undefined,
  )
}

const ALONG: StageState[] = ['created', 'dispatched', 'signed_in', 'en_route', 'on_site', 'in_progress']
