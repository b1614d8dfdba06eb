import { OUTCOME_LOOKS, outcomeName, useLanguage, type WorkOutcome } from '@ronghe/ui'
import { Tag } from '../parts/Tag'

export function OutcomeTag({ outcome }: { outcome: WorkOutcome }) {
  const language = useLanguage()
  const { meaning, icon } = OUTCOME_LOOKS[outcome]
  return <Tag meaning={meaning} icon={icon}>{outcomeName(outcome, language)}</Tag>
}
