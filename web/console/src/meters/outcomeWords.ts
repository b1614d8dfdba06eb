import { outcomeName, translate, type Language, type WorkOutcome } from '@ronghe/ui'
import { texts } from './texts'

/** What became of a work; of what is unknown also what has to be done first. */
export function outcomeWords(outcome: WorkOutcome, language: Language): string {
  const name = outcomeName(outcome, language)
  return outcome === 'unknown' ? translate(texts['meters.outcome.verify_first'], language, { name }) : name
}
