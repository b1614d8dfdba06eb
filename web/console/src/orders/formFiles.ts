import type { FormUi } from '@ronghe/forms'

/** The screens of a bundle's forms by the form's name; a file that cannot be read is left out. */
export function formUis(files: Record<string, string>): Record<string, FormUi> {
  const found: Record<string, FormUi> = {}
  for (const [path, text] of Object.entries(files)) {
    const form = FORM_UI.exec(path)?.[1]
    const ui = form === undefined ? undefined : parse(text)
    if (form !== undefined && ui !== undefined) found[form] = ui
  }
  return found
}

function parse(text: string): FormUi | undefined {
  try {
    return JSON.parse(text) as FormUi
  } catch {
    return undefined
  }
}

const FORM_UI = /^forms\/([^/]+)\.ui\.json$/
