import { ApiProblem } from '@ronghe/sdk'
import { expect, it } from 'vitest'
import { meteringWords } from './meteringWords'

it('says in English what the platform says in English', () => {
  const more = { blocks: ['paid_meanwhile'], detail_en: 'the customer has paid meanwhile' }
  const problem = { type: '', title: '', status: 409, code: 'not-permitted', detail: '用户已缴清费用', more, correlation: 'c' }
  const refused = new ApiProblem(problem)
  expect(meteringWords(refused, 'en').cause).toBe('the customer has paid meanwhile')
  expect(meteringWords(refused, 'zh').cause).toBe('用户已缴清费用')
  const pin = new ApiProblem({ ...problem, code: 'pin-wrong', more: { tries_left: 1 } } as never)
  expect(meteringWords(pin, 'zh').cause).toBe('口令错误，还可试 1 次')
  expect(meteringWords(pin, 'en').cause).toBe('Wrong PIN, 1 try left')
})
