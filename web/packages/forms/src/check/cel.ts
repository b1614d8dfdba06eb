/**
 * CEL in the browser: the same answers as `crates/rules`, whose README says what both sides must do and whose
 * `vectors.json` the test beside this file runs.
 */

import { Environment, type ParseResult } from '@marcbachmann/cel-js'

export type Variables = Record<string, unknown>

/** Evaluates `expression`; throws for a missing member, a wrong type or a syntax error. */
export function evaluate(expression: string, variables: Variables): unknown {
  const scope = Object.entries(variables).map(([name, value]) => [name, name === 'order' ? factsToCel(value) : toCel(value)])
  return fromCel(compiled(expression)(Object.fromEntries(scope) as Record<string, unknown>))
}

/** Evaluates a condition; anything but a boolean is an error, never "false". */
export function holds(expression: string, variables: Variables): boolean {
  const answer = evaluate(expression, variables)
  if (typeof answer !== 'boolean') throw new NotBooleanError(expression)
  return answer
}

export class NotBooleanError extends Error {
  constructor(expression: string) {
    super(`a condition must be true or false: ${expression}`)
    this.name = 'NotBooleanError'
  }
}

function compiled(expression: string): ParseResult {
  const known = COMPILED.get(expression)
  if (known) return known
  const made = ENVIRONMENT.parse(expression)
  // A form has some dozens of expressions; a full cache only means that many forms were opened since the start.
  if (COMPILED.size >= COMPILED_MAX) COMPILED.clear()
  COMPILED.set(expression, made)
  return made
}

/** Whole numbers are ints, as on the other side; the library takes a JavaScript number for a double. */
function toCel(value: unknown): unknown {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? BigInt(value) : value
  if (Array.isArray(value)) return value.map(toCel)
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, member]) => member !== undefined)
      .map(([name, member]) => [name, toCel(member)]),
  )
}

/** The facts of an order are made once and never changed, and a route of meters has many: all rules share what they become. */
function factsToCel(order: unknown): unknown {
  if (order === null || typeof order !== 'object') return toCel(order)
  const known = FACTS.get(order)
  if (known !== undefined) return known
  const made = toCel(order)
  FACTS.set(order, made)
  return made
}

function fromCel(value: unknown): unknown {
  if (typeof value === 'bigint') return Number(value)
  if (Array.isArray(value)) return value.map(fromCel)
  if (value instanceof Map) {
    return Object.fromEntries([...value].map(([name, member]) => [String(fromCel(name)), fromCel(member)]))
  }
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, fromCel(member)]))
}

const ENVIRONMENT = new Environment({ unlistedVariablesAreDyn: true, homogeneousAggregateLiterals: false })
const COMPILED = new Map<string, ParseResult>()
const COMPILED_MAX = 1024
const FACTS = new WeakMap<object, unknown>()
