import type { FormUi } from '@ronghe/forms'
import type { Text } from '@ronghe/ui'
import { formUis } from '../orders/formFiles'
import type { BundleFiles } from './bundleFiles'
import { renamed, type Part } from './changedParts'
import { spoken } from './processTitle'

export interface FormContent {
  ui: Partial<FormUi>
  schema: { properties?: Record<string, unknown>; required?: string[] }
}

/** Forms by name. */
export function formParts(files: BundleFiles): Map<string, Part<FormContent>> {
  return new Map(
    Object.entries(formUis(files)).map(([form, ui]) => {
      const schema = schemaOf(files[`forms/${form}.schema.json`])
      // A bundle that is compared may never have been deployed.
      const { title = { zh: form, en: spoken(form) } } = ui as Partial<FormUi>
      return [form, { name: title, text: JSON.stringify([ui, schema]), content: { ui, schema } }]
    }),
  )
}

/** What it was called, and the fields that are new (+), gone (−) and asked otherwise (~), by their labels. */
export function changedForm(before: Part<FormContent>, after: Part<FormContent>): Text[] {
  return [...renamed(before, after), ...changedFields(before.content, after.content)]
}

function changedFields(before: FormContent, after: FormContent): Text[] {
  const names = [...new Set([...Object.keys(after.ui.fields ?? {}), ...Object.keys(before.ui.fields ?? {})])]
  return names.flatMap((name) => {
    const [was, is] = [asked(before, name), asked(after, name)]
    if (was === is) return []
    const sign = was === undefined ? '+' : is === undefined ? '−' : '~'
    const label = (after.ui.fields?.[name] ?? before.ui.fields?.[name])?.label ?? { zh: name, en: name }
    return [{ zh: `${sign} ${label.zh}`, en: `${sign} ${label.en}` }]
  })
}

/** All that the files say of a field; nothing where it is not asked. */
function asked({ ui, schema }: FormContent, name: string): string | undefined {
  const field = ui.fields?.[name]
  return field && JSON.stringify([field, schema.properties?.[name], schema.required?.includes(name)])
}

function schemaOf(text: string | undefined): FormContent['schema'] {
  try {
    return JSON.parse(text ?? '{}') as FormContent['schema']
  } catch {
    return {}
  }
}
