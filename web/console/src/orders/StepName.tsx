import { useI18n } from '@ronghe/ui'
import type { Step } from './steps'
import { texts } from './texts'
import { useStageNames } from './useStageNames'

/** The name of a step, with how far its rounds are. */
export function StepName({ step, bundle }: { step: Step; bundle: string }) {
  return useStepName(bundle)(step)
}

/** The same where a text is needed. */
export function useStepName(bundle: string): (step: Step) => string {
  const { t, say } = useI18n(texts)
  const nameOf = useStageNames(bundle)
  return ({ stage, rounds }) => (rounds ? t('orders.stages.rounds', { stage: say(nameOf(stage)), ...rounds }) : say(nameOf(stage)))
}
