import type { Schema } from '@cfworker/json-schema'
import type { FieldValue, UiField } from '../model/form'
import type { EntrySource } from '../model/source'

/** What every widget gets. */
export interface WidgetProps {
  name: string
  ui: UiField
  schema: Schema
  value: FieldValue
  onChange: (value: FieldValue) => void
  /** Given where the form wants to know how the value was entered; nothing when there is no value any more. */
  onSource?: (source: EntrySource | undefined) => void
  invalid: boolean
  /** Ids of the elements that name and describe the widget. */
  ids: FieldIds
}

export interface FieldIds {
  frame: string
  input: string
  label: string
  notes: string
}

export function fieldIds(name: string): FieldIds {
  return { frame: `frame-${name}`, input: `field-${name}`, label: `label-${name}`, notes: `notes-${name}` }
}

/** The attributes by which an input says that it is wrong and where it is explained. */
export function describedBy(props: WidgetProps) {
  return { 'aria-invalid': props.invalid, 'aria-describedby': props.ids.notes }
}
