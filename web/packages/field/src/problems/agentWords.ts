import { ApiProblem, errorWords } from '@ronghe/sdk'
import { translate, type ErrorWords, type Language, type Text } from '@ronghe/ui'
import { texts } from './texts'

/**
 * What went wrong, the next step and a code to quote. The agent speaks Chinese, and says more in it; for another
 * language its code is translated.
 */
export function agentWords(error: unknown, language: Language): ErrorWords {
  const words = errorWords(error, language)
  if (language === 'zh' || !(error instanceof ApiProblem)) return words
  const code = error.code.replaceAll('-', '_')
  const [problem, remedy] = [WORDS[`field.problem.${code}`], WORDS[`field.remedy.${code}`]]
  return {
    ...words,
    ...(problem ? { cause: translate(problem, language) } : {}),
    ...(remedy ? { nextStep: translate(remedy, language) } : {}),
  }
}

/** Looked up by the agent's codes, not by keys that stand in the code. */
const WORDS: Record<string, Text> = texts
