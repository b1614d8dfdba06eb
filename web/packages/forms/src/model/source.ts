/**
 * Scan first, type second. Beside the number `x`, a choice of `scanned` and `typed` named `x_source` says how it came:
 * the form fills it in, nobody chooses it.
 */

import type { Form } from './form'

/** How a number was entered. */
export type EntrySource = 'scanned' | 'typed'

/** A number with how it was entered. */
export interface Entered {
  code: string
  source: EntrySource
}

/** The field that says how the number in `name` was entered; nothing where the form does not ask. */
export function sourceFieldOf({ ui }: Form, name: string): string | undefined {
  if (ui.fields[name]?.widget !== 'barcode') return undefined
  const source = `${name}${SUFFIX}`
  const field = ui.fields[source]
  if (field?.widget !== 'choice') return undefined
  const offered = field.options?.map(({ value }) => value)
  const isSource = offered?.length === SOURCES.length && SOURCES.every((each) => offered.includes(each))
  return isSource ? source : undefined
}

/** The number of which the field `name` says how it was entered; nothing for every other field. */
export function numberOf(form: Form, name: string): string | undefined {
  if (!name.endsWith(SUFFIX)) return undefined
  const number = name.slice(0, -SUFFIX.length)
  return sourceFieldOf(form, number) === name ? number : undefined
}

const SUFFIX = '_source'
const SOURCES: EntrySource[] = ['scanned', 'typed']
