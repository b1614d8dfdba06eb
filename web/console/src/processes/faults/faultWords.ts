import { translate, type Language, type Text } from '@ronghe/ui'
import type { FaultReason } from './bundleFaults'
import { texts } from './texts'

/** What is wrong, in words; a code of a later platform keeps its own with what it is about. */
export function faultWords(reason: FaultReason, language: Language): string {
  if (typeof reason === 'string') return reason
  const { code, about } = reason
  const text = REFUSED[`processes.refused.${code}`]
  if (text === undefined) return [code, ...Object.entries(about).map(([name, value]) => `${name} ${value}`)].join(' · ')
  const advice = about['advice'] === undefined ? {} : { advice: adviceWords(about['advice'], language) }
  return translate(text, language, { ...about, ...advice })
}

/** What can be drawn instead comes as the platform's sentence. */
export function adviceWords(advice: string, language: Language): string {
  const known = ADVICE.map((name) => REFUSED[`processes.advice.${name}`]).find((text) => text?.en === advice)
  return known ? translate(known, language) : advice
}

const ADVICE = [
  'script', 'plain', 'gateways', 'loop', 'global', 'escalation', 'compensate', 'signal', 'no_trigger', 'definition_ref', 'outside',
  'instantiate', 'first_decides', 'compensation', 'opens', 'leaves', 'wait_message',
]
/** Texts are looked up by codes and sentences of the platform, not by keys that stand in the code. */
const REFUSED: Record<string, Text> = texts
