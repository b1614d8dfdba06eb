import type { FormUi, FormValues } from '@ronghe/forms'
import type { Text } from '@ronghe/ui'

export interface ComparedField {
  name: string
  label: Text
  order: string | undefined
  record: string | undefined
  differs: boolean
}

/** The fields that either side has, those that differ first, else as the form asks for them. */
export function compared(
  ui: FormUi,
  order: FormValues,
  record: FormValues,
  wordsOf: (name: string, value: unknown) => string | undefined,
): ComparedField[] {
  const names = ui.groups.flatMap(({ fields }) => fields)
  const rows = names.flatMap((name): ComparedField[] => {
    const [left, right] = [wordsOf(name, order[name]), wordsOf(name, record[name])]
    if (left === undefined && right === undefined) return []
    const differs = JSON.stringify(order[name]) !== JSON.stringify(record[name])
    return [{ name, label: ui.fields[name]?.label ?? { zh: name, en: name }, order: left, record: right, differs }]
  })
  return [...rows.filter(({ differs }) => differs), ...rows.filter(({ differs }) => !differs)]
}
