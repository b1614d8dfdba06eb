/** The real process bundle and the values that its own tests call valid. */

import { readFileSync } from 'node:fs'
import type { OrderDetail } from '@ronghe/field'
import type { FormFiles, FormValues } from '@ronghe/forms'

const ROOT = new URL('../../../', import.meta.url)
const PROCESS = 'low_voltage_residential_new'

function text(path: string): string {
  return readFileSync(new URL(path, ROOT), 'utf8')
}

function form(name: string): FormFiles {
  const file = (kind: string) => JSON.parse(text(`processes/${PROCESS}/forms/${name}.${kind}.json`)) as never
  return { schema: file('schema'), ui: file('ui') }
}

export const BUNDLE: NonNullable<OrderDetail['bundle']> = {
  process: PROCESS,
  forms: { acceptance: form('acceptance'), install_energise: form('install_energise') },
  rules: text(`processes/${PROCESS}/rules.cel`),
}

interface Examples {
  now: number
  order: { box: { lon: number; lat: number }; stages: Record<string, FormValues> } & Record<string, unknown>
  valid: Record<'acceptance' | 'install_energise', FormValues>
}

export const EXAMPLES = JSON.parse(text(`crates/forms/tests/examples/${PROCESS}.json`)) as Examples

/** What a worker still has to fill in. */
export function without(values: FormValues, ...fields: string[]): FormValues {
  return Object.fromEntries(Object.entries(values).filter(([field]) => !fields.includes(field)))
}

/** The moment at which the examples are valid. */
export const NOW = new Date(EXAMPLES.now / 1000)
