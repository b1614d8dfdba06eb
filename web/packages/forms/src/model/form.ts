/**
 * A stage's form as it lies in a process bundle: JSON Schema for what a value may be, `ui.json` for how it is asked,
 * rules for what must hold between values. `docs/forms.md` is the authority.
 */

import type { Schema } from '@cfworker/json-schema'
import type { MeterCommand, Text } from '@ronghe/ui'

export interface Form {
  schema: Schema
  ui: FormUi
  rules: Rule[]
}

export interface FormUi {
  title: Text
  groups: Group[]
  fields: Record<string, UiField>
}

/** The fields that one screen asks for. */
export interface Group {
  id: string
  title: Text
  help?: Text
  fields: string[]
}

export interface UiField {
  label: Text
  help?: Text
  widget: WidgetName
  unit?: string
  /** Decimals of an integer: 1234 with scale 2 is 12.34. */
  scale?: number
  options?: Option[]
  /** CEL over `order`: the fact that is entered first, as `order.customer.mobile`. */
  prefill?: string
  /** CEL over `form`, `order` and `now`; a field that is not visible has no value. */
  visible?: string
  mask?: Mask
  photo?: PhotoWanted
  recording?: RecordingWanted
  meter_work?: MeterWorkSpec
  keyboard?: 'numeric'
}

export interface Option {
  value: string | number | boolean
  label: Text
}

/** What is hidden from those who need not see it. */
export type Mask = 'id_no' | 'mobile' | 'name' | 'address'

export interface PhotoWanted {
  min: number
  max: number
  what: Text
  /** They travel with the order to the terminals of later stages. */
  travels?: boolean
}

export interface RecordingWanted {
  min: number
  max: number
  /** The terminal's own limit where nothing is said. */
  seconds_max?: number
  what: Text
}

/** Which works at a meter answer a field, and which results of the form do without. */
export interface MeterWorkSpec {
  commands: MeterCommand[]
  /** Values of `outcome` that say that it was not done. */
  unless?: string[]
  /** Values of `outcome` that say that nobody knows whether it was done. */
  unknown?: string[]
  /** Nothing is asked while the field is hidden. */
  while_visible?: boolean
}

export type WidgetName =
  | 'text'
  | 'textarea'
  | 'number'
  | 'decimal'
  | 'choice'
  | 'multichoice'
  | 'date'
  | 'datetime'
  | 'toggle'
  | 'checklist'
  | 'photo'
  | 'voice'
  | 'video'
  | 'signature'
  | 'gps'
  | 'barcode'
  | 'meter-reading'
  | 'seal-list'
  | 'second-person'
  | 'meter-work'
  | 'readonly'

/** `override` blocks until a reason is given; `warning` never blocks. */
export type RuleLevel = 'error' | 'override' | 'warning'

/** One rule of `rules.cel`: an expression that must be true. */
export interface Rule {
  id: string
  form: string
  /** The field at which a breach is shown. */
  field: string
  level: RuleLevel
  /** What is wrong when it does not hold, and what to do. */
  message: Text
  expression: string
}

export type FieldValue = unknown
export type FormValues = Record<string, FieldValue>
