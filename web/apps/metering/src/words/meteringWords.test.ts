import { readFileSync } from 'node:fs'
import { ApiProblem } from '@ronghe/sdk'
import { expect, it } from 'vitest'
import { COMMANDS } from './commands'
import { meteringWords, reasonWord } from './meteringWords'
import { WORDS } from './texts'

const rust = (path: string) => readFileSync(new URL(`../../../../../crates/${path}`, import.meta.url), 'utf8')

it('has a word for whatever the works’ own code can say', () => {
  const refusals = [...rust('meter-work/src/refusal.rs').matchAll(/Self::\w+(?: \{ \.\. \})? => "([a-z_]+)"/g)]
  const faults = [...rust('meter-link/src/fault.rs').matchAll(/=> "([a-z_]+)"/g)]
  const codes = [...refusals, ...faults].map(([, code = '']) => code)
  expect(codes.length).toBeGreaterThan(30)
  expect(codes.filter((code) => WORDS[`reason.word.${code}`] === undefined)).toEqual([])
})

it('knows every command', () => {
  const told = [...rust('vocabulary/src/meter_command.rs').matchAll(/^ {4}\w+ "([a-z_]+)" "/gm)].map(([, word]) => word)
  expect(Object.keys(COMMANDS)).toEqual(told)
})

it('says in English what the platform says in English', () => {
  const more = { blocks: ['paid_meanwhile'], detail_en: 'the customer has paid meanwhile' }
  const problem = { type: '', title: '', status: 409, code: 'not-permitted', detail: '用户已缴清费用', more, correlation: 'c' }
  const refused = new ApiProblem(problem)
  expect(meteringWords(refused, 'en').cause).toBe('the customer has paid meanwhile')
  expect(meteringWords(refused, 'zh').cause).toBe('用户已缴清费用')
  const pin = new ApiProblem({ ...problem, code: 'pin-wrong', more: { tries_left: 1 } } as never)
  expect(meteringWords(pin, 'zh').cause).toBe('口令错误，还可试 1 次')
  expect(meteringWords(pin, 'en').cause).toBe('Wrong PIN, 1 try left')
  expect(reasonWord('no_effect', 'en')).toBe('the state read back has not changed')
  expect(reasonWord('quite_new', 'zh')).toBe('quite_new')
  expect(reasonWord(null, 'zh')).toBeUndefined()
})
