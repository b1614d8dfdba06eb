import { OUTCOME_LOOKS, useLanguage, type WorkOutcome } from '@ronghe/ui'
import { Tag } from '../parts/Tag'
import { outcomeWords } from './outcomeWords'

export function OutcomeTag({ outcome }: { outcome: WorkOutcome }) {
  const language = useLanguage()
  const { meaning, icon } = OUTCOME_LOOKS[outcome]
  return <Tag meaning={meaning} icon={icon}>{outcomeWords(outcome, language)}</Tag>
}
