import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { faultWords } from './faultWords'
import { texts } from './texts'

const rust = (path: string) => readFileSync(new URL(`../../../../../crates/${path}`, import.meta.url), 'utf8')

/** The codes of an enum of the platform, as it writes them in JSON. */
function codesOf(code: string, name: string): string[] {
  const [, body = ''] = new RegExp(`pub enum ${name} \\{([^]*?)\\n\\}`).exec(code) ?? []
  const variants = [...body.matchAll(/^ {4}([A-Z]\w*)/gm)].map(([, variant = '']) => variant)
  return variants.map((variant) => variant.replace(/(?<!^)([A-Z])/g, '_$1').toLowerCase())
}

it('has words for every fault that the platform finds', () => {
  const codes = [...codesOf(rust('bpmn/src/refusal.rs'), 'RefusalReason'), ...codesOf(rust('forms/src/fault.rs'), 'FaultReason')]
  expect(codes).toContain('default_elsewhere')
  expect(codes).toContain('no_forms')
  expect(codes.filter((code) => !(`processes.refused.${code}` in texts))).toEqual([])
})

it('translates what can be drawn instead', () => {
  const [, body = ''] = /pub\(super\) fn advice[^]*?match construct \{([^]*?)\n {4}\}/.exec(rust('bpmn/src/compile/subset.rs')) ?? []
  const sentences = [...body.matchAll(/(?:=>|\{\n)\s*"((?:[^"\\]|\\.)*)"/g)].map(([, sentence = '']) => sentence.replaceAll('\\"', '"'))
  expect(sentences.length).toBeGreaterThan(8)
  const known: string[] = Object.values(texts).map(({ en }) => en)
  expect(sentences.filter((sentence) => !known.includes(sentence))).toEqual([])
})

it('says it in the reader’s language', () => {
  const fault = { code: 'default_elsewhere', about: { flow: 'flow_scheme_done' } }
  expect(faultWords(fault, 'zh')).toBe('默认流向 flow_scheme_done 不是从此元素出发的')
  expect(faultWords(fault, 'en')).toBe('The default flow flow_scheme_done does not leave this element')
  expect(faultWords({ code: 'unsupported', about: { construct: 'transaction', advice: 'make it a plain sub-process' } }, 'zh')).toBe(
    '不支持 <transaction>; 改为普通子流程',
  )
  expect(faultWords({ code: 'later', about: { thing: 'x' } }, 'zh')).toBe('later · thing x')
})
