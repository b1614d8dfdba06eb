import { expect, it } from 'vitest'
import vectors from '../../../../../crates/rules/vectors.json'
import { evaluate, holds, NotBooleanError, type Variables } from './cel'

interface Vector {
  expression: string
  variables?: Variables
  result?: unknown
  error?: boolean
  portable?: boolean
}

const portable = (vectors as Vector[]).filter((vector) => vector.portable !== false)

it('has vectors to run', () => {
  expect(portable.length).toBeGreaterThan(100)
})

it.each(portable)('answers as the server does: $expression', ({ expression, variables = {}, result, error }) => {
  if (error) {
    expect(() => evaluate(expression, variables)).toThrow()
    return
  }
  expect(evaluate(expression, variables)).toEqual(result)
})

it('takes nothing but a boolean for a condition', () => {
  expect(() => holds('1 + 1', {})).toThrow(NotBooleanError)
  expect(holds('form.a > 1', { form: { a: 2 } })).toBe(true)
})
