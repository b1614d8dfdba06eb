import { useI18n } from '@ronghe/ui'
import { texts } from './texts'

type Reason = keyof typeof texts extends infer Key ? (Key extends `outcome.reason.${infer Name}` ? Name : never) : never
type Result = keyof typeof texts extends infer Key ? (Key extends `outcome.result.${infer Name}` ? Name : never) : never

/** What became of a worker's operation, and why. */
export function OutcomeWords({ outcome }: { outcome: { result: string; reason?: string } }) {
  const { t } = useI18n(texts)
  const { result, reason } = outcome
  const what = `outcome.result.${result}` in texts ? t(`outcome.result.${result as Result}`) : result
  if (reason === undefined) return what
  const why = `outcome.reason.${reason}` in texts ? t(`outcome.reason.${reason as Reason}`) : reason
  return t('outcome.sentence.because', { what, why })
}
