import type { OrderView, StageView } from '../api/types'
import type { ElementMark } from '../parts/drawing/marks'
import { isCompleted, isOpen, stagesInOrder } from './stages'

/** What the drawing says about an order: who has what is open, what is done, what was left; the last opening counts. */
export function stageMarks(order: OrderView, nobody: string): ElementMark[] {
  const last = new Map<string, StageView>()
  for (const stage of stagesInOrder(order)) last.set(stage.element, stage)
  return [...last.values()].map((stage) => ({ element: stage.element, kind: kindOf(stage), words: wordsOf(stage) }))

  function wordsOf(stage: StageView): string {
    const times = stage.occurrence > 1 ? ` ×${stage.occurrence}` : ''
    if (isOpen(stage)) return `● ${stage.assignee_name ?? nobody}${times}`
    return `${isCompleted(stage) ? '✓' : '–'}${times}`
  }
}

function kindOf(stage: StageView): ElementMark['kind'] {
  if (isOpen(stage)) return 'open'
  return isCompleted(stage) ? 'done' : 'left'
}
