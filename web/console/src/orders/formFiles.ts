import { openForm, type Form, type FormFiles, type FormUi } from '@ronghe/forms'

/** The screens of a bundle's forms by the form's name; a file that cannot be read is left out. */
export function formUis(files: Record<string, string>): Record<string, FormUi> {
  const found: Record<string, FormUi> = {}
  for (const path of Object.keys(files)) {
    const form = FORM_UI.exec(path)?.[1]
    const ui = form === undefined ? undefined : parse<FormUi>(files, path)
    if (form !== undefined && ui !== undefined) found[form] = ui
  }
  return found
}

/** A form of a bundle with everything that checks it; nothing where a file is missing. */
export function formOf(files: Record<string, string>, name: string): Form | undefined {
  const schema = parse<FormFiles['schema']>(files, `forms/${name}.schema.json`)
  const ui = parse<FormUi>(files, `forms/${name}.ui.json`)
  return schema && ui && openForm(name, { schema, ui }, files['rules.cel'] ?? '')
}

function parse<File>(files: Record<string, string>, path: string): File | undefined {
  try {
    return JSON.parse(files[path] ?? '') as File
  } catch {
    return undefined
  }
}

const FORM_UI = /^forms\/([^/]+)\.ui\.json$/
