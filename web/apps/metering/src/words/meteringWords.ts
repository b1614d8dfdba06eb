import { agentWords } from '@ronghe/field'
import { ApiProblem } from '@ronghe/sdk'
import { knownReason, translate, type ErrorWords, type Language } from '@ronghe/ui'
import { texts, WORDS } from './texts'

/**
 * What went wrong, and what next. The platform names what forbids a command in both languages (`more.detail_en`), the
 * terminal what it lacks (`more.why`); what metering alone refuses is known here by its code.
 */
export function meteringWords(error: unknown, language: Language): ErrorWords {
  const words = agentWords(error, language)
  if (!(error instanceof ApiProblem)) return words
  const { tries_left, detail_en, why } = (error.problem as { more?: More }).more ?? {}
  if (typeof tries_left === 'number') return { ...words, cause: translate(texts['problem.pin.tries'], language, { count: tries_left }) }
  if (language === 'zh') return words
  const code = error.code.replaceAll('-', '_')
  const cause = WORDS[`problem.cause.${code}`]?.[language] ?? knownReason(code, language)
  const next = WORDS[`problem.next.${code}`] ?? (cause && WORDS['problem.next.other'])
  return {
    ...words,
    ...(cause ? { cause } : {}),
    ...(why ? { cause: why[language] } : {}),
    ...(detail_en ? { cause: detail_en } : {}),
    ...(next ? { nextStep: next[language] } : {}),
  }
}

/** What a refusal says besides. */
interface More {
  tries_left?: number
  detail_en?: string
  why?: { zh: string; en: string }
}
