import type { Schema } from '@cfworker/json-schema'
import type { Form, FormUi } from './form'
import { parseRules } from './rulesFile'

/** A form's two files, as they lie in the bundle. */
export interface FormFiles {
  schema: Schema
  ui: FormUi
}

/** The form `name` of a bundle that the platform has deployed, and therefore checked; `rules` is its `rules.cel`. */
export function openForm(name: string, { schema, ui }: FormFiles, rules: string): Form {
  return { schema, ui, rules: parseRules(rules, name) }
}
