/** What the order already knows is not asked again: it is entered beforehand and marked until it is changed. */

import { evaluate } from '../check/cel'
import type { FieldValue, FormUi, FormValues } from './form'

/** The facts that the form asks for, by field. */
export function prefillOf(ui: FormUi, order: Record<string, unknown>): FormValues {
  const values: FormValues = {}
  for (const [name, { prefill }] of Object.entries(ui.fields)) {
    const value = prefill === undefined ? undefined : factOf(prefill, order)
    if (value !== undefined && value !== null) values[name] = value
  }
  return values
}

/** Fields for which nobody has entered or cleared anything yet, and those only shown that are out of date. */
export function untouched(ui: FormUi, prefill: FormValues, entered: FormValues): FormValues {
  const isOld = ([name, value]: [string, FieldValue]) =>
    ui.fields[name]?.widget === 'readonly' && JSON.stringify(entered[name]) !== JSON.stringify(value)
  return Object.fromEntries(Object.entries(prefill).filter((fact) => !(fact[0] in entered) || isOld(fact)))
}

/** Facts that are only shown: nobody can correct them, so they follow the order, whatever the stage opened with. */
export function shownFacts(ui: FormUi, prefill: FormValues): FormValues {
  return Object.fromEntries(Object.entries(prefill).filter(([name]) => ui.fields[name]?.widget === 'readonly'))
}

/** Fields whose value is still what the order said. */
export function stillPrefilled(prefill: FormValues, values: FormValues): Set<string> {
  return new Set(Object.keys(prefill).filter((name) => JSON.stringify(prefill[name]) === JSON.stringify(values[name])))
}

/** What the order says: CEL over `order`. Nothing where a fact is missing or cannot be computed. */
export function factOf(prefill: string, order: Record<string, unknown>): unknown {
  if (PATH.test(prefill)) return fact(prefill, { order })
  try {
    return evaluate(prefill, { order })
  } catch {
    return undefined
  }
}

/** `order.customer.mobile`, step by step: most facts are that, and need no evaluator. */
function fact(path: string, from: Record<string, unknown>): unknown {
  return path.split('.').reduce<unknown>((value, part) => {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, part)) return undefined
    return (value as Record<string, unknown>)[part]
  }, from)
}

const PATH = /^order(\.[A-Za-z_][A-Za-z0-9_]*)+$/
