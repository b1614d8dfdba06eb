import { agentWords } from '@ronghe/field'
import { ApiProblem } from '@ronghe/sdk'
import type { ErrorWords, Language } from '@ronghe/ui'
import { WORDS } from './texts'

/**
 * What went wrong, and what next. The platform names what forbids a command in both languages (`detail_en`); what
 * metering alone refuses is known here by its code.
 */
export function meteringWords(error: unknown, language: Language): ErrorWords {
  const words = agentWords(error, language)
  if (language === 'zh' || !(error instanceof ApiProblem)) return words
  const { detail_en } = error.problem as { detail_en?: unknown }
  const code = error.code.replaceAll('-', '_')
  const cause = WORDS[`problem.cause.${code}`] ?? WORDS[`reason.word.${code}`]
  const next = WORDS[`problem.next.${code}`] ?? (cause && WORDS['problem.next.other'])
  return {
    ...words,
    ...(typeof detail_en === 'string' ? { cause: detail_en } : cause ? { cause: cause[language] } : {}),
    ...(next ? { nextStep: next[language] } : {}),
  }
}

/** A word for why, where there is one. */
export function reasonWord(reason: string | null | undefined, language: Language): string | undefined {
  return reason ? (WORDS[`reason.word.${reason}`]?.[language] ?? reason) : undefined
}
