import { factOf, valueWords, type FormUi, type FormValues, type UiField } from '@ronghe/forms'
import type { Language, Text } from '@ronghe/ui'

/** One field of a form as the office reads it. */
export interface FieldRow {
  name: string
  label: Text
  field: UiField
  value: unknown
  words: string | undefined
  /** What stood here before the stage was sent back; set only where it differs. */
  before?: string
  /** What the order says, where the worker recorded something else. */
  orderSays?: string
}

export interface FieldGroup {
  id: string
  title: Text
  rows: FieldRow[]
}

/** The fields that have or had a value, in the groups of the form. */
export function fieldGroups(
  ui: FormUi,
  values: FormValues,
  before: FormValues | undefined,
  facts: Record<string, unknown>,
  language: Language,
): FieldGroup[] {
  const rowOf = (name: string): FieldRow[] => {
    const field = ui.fields[name]
    if (field === undefined) return []
    const shown = unmasking(field)
    const words = valueWords(shown, values[name], language)
    const wordsBefore = before === undefined ? undefined : (valueWords(shown, before[name], language) ?? '–')
    const differs = before !== undefined && wordsBefore !== (words ?? '–')
    if (words === undefined && !differs) return []
    const fact = field.prefill === undefined ? undefined : valueWords(shown, factOf(field.prefill, facts), language)
    return [
      {
        name, label: field.label, field: shown, value: values[name], words,
        ...(differs && wordsBefore !== undefined ? { before: wordsBefore } : {}),
        ...(fact !== undefined && words !== undefined && fact !== words ? { orderSays: fact } : {}),
      },
    ]
  }
  const groups = ui.groups.map(({ id, title, fields }) => ({ id, title, rows: fields.flatMap(rowOf) }))
  return groups.filter(({ rows }) => rows.length > 0)
}

/** The platform has masked what is to be masked; masking again would hide what was unmasked for a reason. */
export function unmasking(field: UiField): UiField {
  const rest = { ...field }
  delete rest.mask
  return rest
}
