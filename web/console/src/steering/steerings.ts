import type { IconName } from '@ronghe/ui'
import type { OrderFile, StageView } from '../api/types'
import { isCompleted, openStages, stagesInOrder } from '../orders/stages'
import type { Action } from '../session/rights'

/** What the office does to a running order as a whole (催办, 退回, 挂起, 恢复, 加签, 终止). */
export type Steering = 'urge' | 'send_back' | 'suspend' | 'resume' | 'add_signer' | 'terminate'

export const STEERINGS: Record<Steering, { action: Action; icon: IconName }> = {
  urge: { action: 'urge_order', icon: 'bell' },
  send_back: { action: 'send_back_order', icon: 'return' },
  suspend: { action: 'suspend_order', icon: 'pause' },
  resume: { action: 'resume_order', icon: 'forward' },
  add_signer: { action: 'add_signer', icon: 'pen' },
  terminate: { action: 'terminate_order', icon: 'stop' },
}

/** What this person may do to the order as it is now; `signable` are the stages that permit another signer. */
export function possibleSteerings(file: OrderFile, signable: StageView[], may: (action: Action) => boolean): Steering[] {
  return ALL.filter((steering) => may(STEERINGS[steering].action) && fits(steering, file, signable))
}

function fits(steering: Steering, file: OrderFile, signable: StageView[]): boolean {
  // A suspended order goes on or ends; one that is over takes nothing.
  if (file.order.state === 'suspended') return steering === 'resume' || steering === 'terminate'
  if (file.order.state !== 'open') return false
  switch (steering) {
    case 'urge':
      return openStages(file.order).length > 0
    case 'send_back':
      return backTargets(file).length > 0
    case 'add_signer':
      return signable.length > 0
    case 'suspend':
    case 'terminate':
      return true
    case 'resume':
      return false
  }
}

/** The last completed opening of every stage that the order can be taken back to, the last completed first. */
export function backTargets({ order, send_back_to }: OrderFile): StageView[] {
  return send_back_to.flatMap((element) => {
    const openings = stagesInOrder(order).filter((stage) => stage.element === element)
    return openings.filter(isCompleted).at(-1) ?? openings.at(-1) ?? []
  })
}

const ALL = Object.keys(STEERINGS) as Steering[]
