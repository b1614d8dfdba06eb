import { ApiProblem } from '@ronghe/sdk'
import { expect, it } from 'vitest'
import { problemFaults, problemWords } from './problemWords'

function problem(code: string, detail: string, more?: unknown): ApiProblem {
  const body = { type: `/problems/${code}`, title: '没有权限', status: 403, code, detail, correlation: 'c-00000000-0000abcd', more }
  return new ApiProblem(body)
}

it('words a known problem in the language of the reader', () => {
  expect(problemWords(problem('not-allowed', '只能查看本所工单'), 'en').cause).toBe('Your role does not allow this')
  expect(problemWords(problem('not-allowed', '只能查看本所工单'), 'zh').cause).toBe('只能查看本所工单')
  expect(problemWords(problem('gone', 'the stage is over'), 'en').cause).toBe('the stage is over')
})

it('takes the words of the page that had asked, and the platform\'s for the cause where the reader understands them', () => {
  const own = { conflict: { cause: 'The order is suspended already', nextStep: 'Close this' } }
  const suspended = problem('conflict', '工单已挂起，请先恢复')
  expect(problemWords(suspended, 'en', own)).toMatchObject({ cause: 'The order is suspended already', nextStep: 'Close this' })
  expect(problemWords(suspended, 'zh', own)).toMatchObject({ cause: '工单已挂起，请先恢复', nextStep: 'Close this' })
  expect(problemWords(problem('gone', 'the order is over'), 'en', own).cause).toBe('the order is over')
})

it('keeps the code that finds the log lines', () => {
  expect(problemWords(problem('internal', 'x'), 'zh').supportCode).toBe('internal 0000abcd')
})

it('keeps what an unknown problem says', () => {
  expect(problemWords(problem('brand-new', '新问题'), 'zh').cause).toBe('新问题')
})

it('finds the faults of a process bundle', () => {
  expect(problemFaults(problem('invalid', '流程图有误', { faults: [{ line: 3 }] }))).toEqual([{ line: 3 }])
  expect(problemFaults(problem('invalid', '内容有误'))).toEqual([])
})
