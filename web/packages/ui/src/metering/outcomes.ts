import type { IconName } from '../components/Icon'
import { translate, type Language, type Text } from '../i18n/texts'
import type { Meaning } from '../tokens/tokens'
import { texts } from './texts'

/** Done is what was read back; of what is unknown nobody knows whether the meter did it. */
export type WorkOutcome = 'done' | 'refused' | 'failed' | 'unknown'

/** How an outcome looks. What is unknown is no failure and no success: it has a look of its own. */
export const OUTCOME_LOOKS: Record<WorkOutcome, { icon: IconName; meaning: Meaning }> = {
  done: { icon: 'check', meaning: 'done' },
  refused: { icon: 'stop', meaning: 'plain' },
  failed: { icon: 'close', meaning: 'late' },
  unknown: { icon: 'question', meaning: 'soon' },
}

export function outcomeName(outcome: WorkOutcome, language: Language): string {
  return translate(texts[`outcome.name.${outcome}`], language)
}

/** A word for why, by the code of the wire; the code itself where nobody has a word for it. */
export function reasonWord(reason: string | null | undefined, language: Language): string | undefined {
  return reason ? (knownReason(reason, language) ?? reason) : undefined
}

export function knownReason(code: string, language: Language): string | undefined {
  return REASONS[`reason.word.${code}`]?.[language]
}

/** Looked up by the codes of the wire, not by keys that stand in the code. */
const REASONS: Record<string, Text> = texts
