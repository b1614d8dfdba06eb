import type { FormUi, FormValues } from '../model/form'
import { holds } from './cel'
import type { CheckContext } from './checkForm'

export interface VisibleValues {
  /** The values without those of fields that the other answers hide; this is what is submitted. */
  values: FormValues
  hidden: Set<string>
}

/**
 * Asks again until nothing changes, because a field may depend on one that is itself hidden; every round but the last
 * hides a field more.
 */
export function visibleValues(ui: FormUi, values: FormValues, context: CheckContext): VisibleValues {
  const kept = { ...values }
  const hidden = new Set<string>()
  for (;;) {
    const before = hidden.size
    for (const [name, field] of Object.entries(ui.fields)) {
      if (field.visible === undefined || hidden.has(name) || !isFalse(field.visible, kept, context)) continue
      hidden.add(name)
    }
    for (const name of hidden) Reflect.deleteProperty(kept, name)
    if (hidden.size === before) return { values: kept, hidden }
  }
}

/** A condition that cannot be computed leaves its field visible: better a question too many than one never asked. */
function isFalse(condition: string, values: FormValues, context: CheckContext): boolean {
  try {
    return !holds(condition, { form: values, ...context })
  } catch {
    return false
  }
}
