import type { IconName, Meaning } from '@ronghe/ui'
import { isGiven } from '../api/given'
import type { ItemView, OrderFile, OperationView, Resolution, StageView } from '../api/types'
import { isOpen } from '../orders/stages'

/** What can wait for the office, with its look. */
export const ITEM_KINDS = {
  refused: { icon: 'alert', meaning: 'late' },
  conflict: { icon: 'swap', meaning: 'late' },
  late: { icon: 'clock', meaning: 'soon' },
  declined: { icon: 'return', meaning: 'soon' },
  result_refused: { icon: 'upload', meaning: 'late' },
  undispatched: { icon: 'person', meaning: 'soon' },
  unsigned: { icon: 'clock', meaning: 'soon' },
  stalled: { icon: 'stop', meaning: 'late' },
  overdue: { icon: 'clock', meaning: 'late' },
  meter_work: { icon: 'alert', meaning: 'late' },
} as const satisfies Record<string, { icon: IconName; meaning: Meaning }>

export type ItemKind = keyof typeof ITEM_KINDS

export function itemKind(kind: string): ItemKind | undefined {
  return kind in ITEM_KINDS ? (kind as ItemKind) : undefined
}

/** What can be done with an item, and why not. */
export interface Choice {
  resolution: Resolution
  blocked?: 'not_a_submit' | 'stage_over'
}

/** The choices that the platform takes for this item; a merge needs a submitted form and an open stage. */
export function choicesFor(item: ItemView, file: OrderFile | undefined): Choice[] {
  if (!isGiven(item.op_id)) {
    return item.kind === 'result_refused' ? [{ resolution: 'retry' }, { resolution: 'done' }] : [{ resolution: 'done' }]
  }
  // Somebody has to have it again; once somebody has, nothing is left to decide.
  if (item.kind === 'declined') return [{ resolution: stageDeclined(item, file) ? 'return' : 'done' }]
  const blocked = mergeBlocked(file, operationOf(item, file))
  return [{ resolution: 'merge', ...(blocked ? { blocked } : {}) }, { resolution: 'keep' }, { resolution: 'return' }]
}

/** The stage that its worker declined, as long as nobody has it. */
export function stageDeclined(item: ItemView, file: OrderFile | undefined): StageView | undefined {
  const record = item.kind === 'declined' ? operationOf(item, file) : undefined
  const stage = record && file?.order.stages[record.operation.stage]
  return stage && isOpen(stage) && !isGiven(stage.assignee) ? stage : undefined
}

/** The worker's record that the item is about. */
export function operationOf({ op_id }: ItemView, file: OrderFile | undefined): OperationView | undefined {
  return file?.operations.find(({ operation }) => operation.op_id === op_id)
}

function mergeBlocked(file: OrderFile | undefined, record: OperationView | undefined): Choice['blocked'] {
  if (file === undefined || record === undefined) return undefined
  if (record.operation.kind !== 'submit') return 'not_a_submit'
  const stage = file.order.stages[record.operation.stage]
  const isOver = file.order.state === 'terminated' || file.order.state === 'archived'
  return stage === undefined || !isOpen(stage) || isOver ? 'stage_over' : undefined
}
