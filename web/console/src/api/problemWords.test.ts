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

it('takes the words of the page that had asked, where the platform gives none in the language of the reader', () => {
  const causes = { conflict: 'The order is suspended already' }
  expect(problemWords(problem('conflict', '工单已挂起，请先恢复'), 'en', causes).cause).toBe('The order is suspended already')
  expect(problemWords(problem('conflict', '工单已挂起，请先恢复'), 'zh', causes).cause).toBe('工单已挂起，请先恢复')
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
