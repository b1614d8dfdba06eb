/** The real process bundle and the values that its own tests call valid. */

import { readFileSync } from 'node:fs'
import type { OrderDetail } from '@ronghe/field'
import type { FormFiles, FormValues } from '@ronghe/forms'

const ROOT = new URL('../../../', import.meta.url)
const PROCESS = 'low_voltage_residential_new'
const READING = 'meter_reading'

function text(path: string): string {
  return readFileSync(new URL(path, ROOT), 'utf8')
}

function form(process: string, name: string): FormFiles {
  const file = (kind: string) => JSON.parse(text(`processes/${process}/forms/${name}.${kind}.json`)) as never
  return { schema: file('schema'), ui: file('ui') }
}

type Bundle = NonNullable<OrderDetail['bundle']>

function bundle(process: string, ...names: string[]): Bundle {
  const forms = Object.fromEntries(names.map((name) => [name, form(process, name)]))
  return { process, forms, rules: text(`processes/${process}/rules.cel`) }
}

export const BUNDLE = bundle(PROCESS, 'acceptance', 'install_energise')
/** A process whose drawings travel to the stages after. */
export const DRAWINGS_BUNDLE = bundle('high_voltage_new', 'design_submission', 'design_review')
/** Processes whose forms want works at a meter. */
export const FEE_CONTROL_BUNDLE = bundle('fee_control', 'field_check', 'field_stop')
export const REPLACEMENT_BUNDLE = bundle('meter_replacement', 'new_meter')
export const READING_BUNDLE = bundle(READING, 'download', 'read_meter')

interface Examples {
  now: number
  order: { box: { lon: number; lat: number }; stages: Record<string, FormValues> } & Record<string, unknown>
  valid: Record<'acceptance' | 'install_energise', FormValues>
}

export const EXAMPLES = JSON.parse(text(`crates/forms/tests/examples/${PROCESS}.json`)) as Examples

/** A reading that is in order. */
export const READING_VALUES = (
  JSON.parse(text(`crates/forms/tests/examples/${READING}.json`)) as { valid: Record<'read_meter', FormValues> }
).valid.read_meter

/** What a worker still has to fill in. */
export function without(values: FormValues, ...fields: string[]): FormValues {
  return Object.fromEntries(Object.entries(values).filter(([field]) => !fields.includes(field)))
}

/** The moment at which the examples are valid. */
export const NOW = new Date(EXAMPLES.now / 1000)
