import { readFileSync } from 'node:fs'
import { ApiProblem } from '@ronghe/sdk'
import { expect, it } from 'vitest'
import { agentWords } from './agentWords'
import { texts } from './texts'

const RUST = readFileSync(new URL('../../../../../crates/terminal/src/local_api/problem.rs', import.meta.url), 'utf8')
/** Code, title and next step of each kind. */
const KINDS = [...RUST.matchAll(/\(\s*"([a-z-]+)",\s*S::\w+,\s*"([^"]*)",\s*"([^"]*)",?\s*\)/g)].map(([, code = '', title, remedy]) => [code, title, remedy])

it('knows every problem of the agent by the agent’s own words', () => {
  expect(KINDS.length).toBeGreaterThan(40)
  const known = Object.fromEntries(Object.entries(texts).map(([key, { zh }]) => [key, zh]))
  const told = KINDS.flatMap(([code = '', title, remedy]) => {
    const name = code.replaceAll('-', '_')
    return [[`field.problem.${name}`, title], [`field.remedy.${name}`, remedy]]
  })
  expect(known).toEqual(Object.fromEntries(told))
})

it('is said in the reader’s language', () => {
  const problem = { type: '', title: '本机没有这项内容', status: 404, detail: '本机没有这个文件', code: 'not-found', next_step: '同步后返回列表重新选择', correlation: 'd5790de7' }
  const refused = new ApiProblem(problem)
  expect(agentWords(refused, 'zh')).toMatchObject({ cause: '本机没有这个文件', nextStep: '同步后返回列表重新选择' })
  expect(agentWords(refused, 'en')).toEqual({
    cause: 'This terminal does not have it', nextStep: 'Synchronise, then choose it again from the list', supportCode: 'not-found d5790de7',
  })
})
