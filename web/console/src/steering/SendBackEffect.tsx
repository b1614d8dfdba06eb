import { useI18n } from '@ronghe/ui'
import { isGiven } from '../api/given'
import type { OrderView, StageView } from '../api/types'
import { openStages } from '../orders/stages'
import { useStageNames } from '../orders/useStageNames'
import { usePersonName } from '../people/usePersonName'
import { texts } from './texts'

/** Who does the stage again, and what becomes of what is open now. */
export function SendBackEffect({ target, order }: { target: StageView; order: OrderView }) {
  const { t, say } = useI18n(texts)
  const nameOf = useStageNames(order.bundle_hash)
  const nameOfPerson = usePersonName()
  const nameOfWorker = ({ assignee, assignee_name }: StageView) => assignee_name ?? (isGiven(assignee) ? nameOfPerson(assignee) : undefined)
  const stage = say(nameOf(target))
  const again = nameOfWorker(target)
  // Of several open stages some may lie on another branch, which goes on.
  const [left, ...others] = openStages(order)
  const leaver = left && others.length === 0 ? nameOfWorker(left) : undefined
  return (
    <p>
      {again === undefined ? t('steering.back.again', { stage }) : t('steering.back.again_by', { stage, name: again })}{' '}
      {left && leaver !== undefined ? t('steering.back.leaves', { stage: say(nameOf(left)), name: leaver }) : t('steering.back.leaves_later')}
    </p>
  )
}
