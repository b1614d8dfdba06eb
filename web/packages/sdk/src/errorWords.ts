import { translate, type ErrorWords, type Language } from '@ronghe/ui'
import { ApiProblem, Unreachable } from './problem'
import { texts } from './texts'

/** What a person is told: the cause, the next step and a code to quote. */
export function errorWords(error: unknown, language: Language): ErrorWords {
  if (error instanceof ApiProblem) {
    const { title, detail, next_step, correlation, code } = error.problem
    return {
      cause: detail ?? title,
      nextStep: next_step ?? translate(texts['sdk.problem.next_step'], language),
      supportCode: correlation === undefined ? code : `${code} ${shortened(correlation)}`,
    }
  }
  if (error instanceof Unreachable) {
    return {
      cause: translate(texts['sdk.unreachable.cause'], language),
      nextStep: translate(texts['sdk.unreachable.next_step'], language),
      supportCode: `unreachable ${shortened(error.correlation)}`,
    }
  }
  return {
    cause: translate(texts['sdk.unexpected.cause'], language),
    nextStep: translate(texts['sdk.problem.next_step'], language),
    supportCode: 'unexpected',
  }
}

/** The end of the id, which is random; enough to find the log lines of a day, and short enough to say. */
function shortened(correlation: string): string {
  return correlation.slice(-8)
}
