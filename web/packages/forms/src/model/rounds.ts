/** What the rounds of an order came to, as rules see it under `order.rounds`; as `OrderView::facts_for` in `crates/sync`. */

import type { FormValues } from './form'

/** As much of a stage as it takes. */
interface RoundStage {
  element: string
  state: string
  values?: unknown
  /** Of a stage that is one of many. */
  round?: { of: number; sees: unknown } | null
}

/**
 * By element, what the rounds that were begun last were handed in with: each once, by its last opening, and not while it
 * is open again. `stages` are in the order in which they opened.
 */
export function roundsOf(stages: RoundStage[]): Record<string, FormValues[]> {
  const begunLast = new Map<string, number>()
  for (const { element, round } of stages) if (round) begunLast.set(element, round.of)
  const latest = new Map<string, Map<number, RoundStage>>()
  for (const stage of stages) {
    if (!stage.round || begunLast.get(stage.element) !== stage.round.of) continue
    const ofElement = latest.get(stage.element) ?? new Map<number, RoundStage>()
    latest.set(stage.element, ofElement.set(numberOf(stage.round.sees), stage))
  }
  return Object.fromEntries([...latest].map(([element, rounds]) => [element, inOrder(rounds).filter(isPassed).map(valuesOf)]))
}

function inOrder(rounds: Map<number, RoundStage>): RoundStage[] {
  return [...rounds].sort(([one], [other]) => one - other).map(([, stage]) => stage)
}

function isPassed({ state }: RoundStage): boolean {
  return state === 'submitted' || state === 'reviewed'
}

function valuesOf({ values }: RoundStage): FormValues {
  return (values ?? {}) as FormValues
}

function numberOf(sees: unknown): number {
  const { loopCounter } = (sees ?? {}) as { loopCounter?: unknown }
  return typeof loopCounter === 'number' ? loopCounter : 0
}
