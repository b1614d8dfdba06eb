import type { OrderView, StageView } from '../api/types'
import type { ElementMark } from '../parts/drawing/marks'
import { isCompleted, isOpen, stagesInOrder } from './stages'
import { stepsOf, type Step } from './steps'

/** What the drawing says about an order: who has what is open, what is done, what was left; the last opening counts. */
export function stageMarks(order: OrderView, nobody: string): ElementMark[] {
  const last = new Map<string, Step>()
  for (const step of stepsOf(stagesInOrder(order))) last.set(step.stage.element, step)
  return [...last.values()].map((step) => ({ element: step.stage.element, kind: kindOf(step.stage), words: wordsOf(step) }))

  function wordsOf({ stage, rounds }: Step): string {
    const again = stage.occurrence > 1 ? ` ×${stage.occurrence}` : ''
    const times = rounds ? ` ${rounds.done}/${rounds.all}` : again
    if (isOpen(stage)) return `● ${stage.assignee_name ?? nobody}${times}`
    return `${isCompleted(stage) ? '✓' : '–'}${times}`
  }
}

function kindOf(stage: StageView): ElementMark['kind'] {
  if (isOpen(stage)) return 'open'
  return isCompleted(stage) ? 'done' : 'left'
}
