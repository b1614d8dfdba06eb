import { evidenceNeeds, visibleValues, type CheckContext, type Form, type FormValues } from '@ronghe/forms'
import type { OrderView, SessionView, StageView } from '../api/types'
import { isOpen } from './stages'

/** Whether a stage waits for this person and may be done at a desk as far as it depends on order and person. */
export function isOwnTurn(order: OrderView, stage: StageView, { person }: SessionView): boolean {
  return order.state === 'open' && isOpen(stage) && stage.assignee === person
}

/** Whether the form asks for photos, a signature or a position, which only a terminal can take. */
export function needsTerminal({ schema, ui }: Form, values: FormValues, context: CheckContext): boolean {
  const { values: shown, hidden } = visibleValues(ui, values, context)
  return evidenceNeeds(schema, ui, shown, hidden).some(({ kind, min }) => kind !== 'safety_checks' && min > 0)
}
