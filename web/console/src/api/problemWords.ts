import type { Finding } from '@ronghe/forms'
import { ApiProblem, errorWords } from '@ronghe/sdk'
import { translate, type ErrorWords, type Language } from '@ronghe/ui'
import { texts } from './texts'

/** What a refusal means where something certain was asked for, by its code. */
export type OwnWords = Record<string, Pick<ErrorWords, 'cause' | 'nextStep'>>

/**
 * What a person is told about an error. The platform words its problems for people who read Chinese, with details that
 * may be in English; here both languages get cause and next step, and a detail where it is in the reader's language. `own`
 * are a page's words by code, because it knows what it had asked for; the platform's detail still comes before its cause.
 */
export function problemWords(error: unknown, language: Language, own: OwnWords = {}): ErrorWords {
  const words = errorWords(error, language)
  if (!(error instanceof ApiProblem)) return words
  const { code, detail } = error.problem
  const known = PROBLEMS[code]
  const ownDetail = detail !== undefined && HAN.test(detail) === (language === 'zh') ? detail : undefined
  const title = known ? translate(texts[`problem.${known}.cause`], language) : undefined
  return {
    ...words,
    cause: ownDetail ?? own[code]?.cause ?? title ?? words.cause,
    nextStep: own[code]?.nextStep ?? (known ? translate(texts[`problem.${known}.next_step`], language) : words.nextStep),
  }
}

/** What the platform says beside the problem of a process bundle, for programs. */
export function problemFaults(error: unknown): unknown[] {
  return listBeside(error, 'faults')
}

/** What the platform found wrong in a form that was handed in. */
export function problemFindings(error: unknown): Finding[] {
  return listBeside(error, 'errors') as Finding[]
}

function listBeside(error: unknown, name: string): unknown[] {
  if (!(error instanceof ApiProblem)) return []
  const { more } = error.problem as { more?: Record<string, unknown> }
  const list = more?.[name]
  return Array.isArray(list) ? list : []
}

const HAN = /\p{Script=Han}/u

const PROBLEMS: Record<string, 'malformed' | 'signin' | 'credentials' | 'locked' | 'role' | 'missing' | 'conflict' | 'changed' | 'gone' | 'large' | 'invalid' | 'many' | 'busy' | 'neighbour' | 'disk' | 'internal'> = {
  malformed: 'malformed',
  'not-json': 'malformed',
  'idempotency-key-missing': 'malformed',
  'idempotency-key-reused': 'malformed',
  'sign-in-needed': 'signin',
  'credentials-wrong': 'credentials',
  locked: 'locked',
  'not-allowed': 'role',
  'not-found': 'missing',
  conflict: 'conflict',
  'other-card-kind': 'conflict',
  changed: 'changed',
  gone: 'gone',
  'too-large': 'large',
  invalid: 'invalid',
  'too-many': 'many',
  busy: 'busy',
  'neighbour-silent': 'neighbour',
  'disk-full': 'disk',
  internal: 'internal',
}
