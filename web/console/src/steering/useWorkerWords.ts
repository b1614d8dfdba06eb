import { useI18n } from '@ronghe/ui'
import { isGiven } from '../api/given'
import type { OrderView, StageView } from '../api/types'
import { useStageNames } from '../orders/useStageNames'
import { usePersonName } from '../people/usePersonName'
import { texts } from './texts'

/** Who has the stages, each person with his stage: "刘建国 (装表送电)". Empty where nobody has any. */
export function useWorkerWords(order: OrderView): (stages: StageView[]) => string {
  const { t, say } = useI18n(texts)
  const nameOf = useStageNames(order.bundle_hash)
  const nameOfPerson = usePersonName()
  return (stages) =>
    stages
      .flatMap((stage) =>
        isGiven(stage.assignee)
          ? [t('steering.worker.of_stage', { name: stage.assignee_name ?? nameOfPerson(stage.assignee), stage: say(nameOf(stage)) })]
          : [],
      )
      .join(t('steering.list.and'))
}
