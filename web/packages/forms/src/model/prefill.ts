/** What the order already knows is not asked again: it is entered beforehand and marked until it is changed. */

import type { FormUi, FormValues } from './form'

/** The facts that the form asks for, by field. */
export function prefillOf(ui: FormUi, order: Record<string, unknown>): FormValues {
  const values: FormValues = {}
  for (const [name, { prefill }] of Object.entries(ui.fields)) {
    const value = prefill === undefined ? undefined : fact(prefill, { order })
    if (value !== undefined && value !== null) values[name] = value
  }
  return values
}

/** Fields for which nobody has entered or cleared anything yet. */
export function untouched(prefill: FormValues, entered: FormValues): FormValues {
  return Object.fromEntries(Object.entries(prefill).filter(([name]) => !(name in entered)))
}

/** Fields whose value is still what the order said. */
export function stillPrefilled(prefill: FormValues, values: FormValues): Set<string> {
  return new Set(Object.keys(prefill).filter((name) => JSON.stringify(prefill[name]) === JSON.stringify(values[name])))
}

/** `order.customer.mobile`, step by step; nothing where a step is missing. */
function fact(path: string, from: Record<string, unknown>): unknown {
  return path.split('.').reduce<unknown>((value, part) => {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, part)) return undefined
    return (value as Record<string, unknown>)[part]
  }, from)
}
