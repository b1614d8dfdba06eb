import type { FormValues } from '@ronghe/forms'
import type { Language } from '@ronghe/ui'
import { isGiven } from '../api/given'
import type { OrderView, StageView } from '../api/types'
import { fieldGroups, type FieldGroup } from '../orders/fieldRows'
import { formUis } from '../orders/formFiles'
import { orderFacts } from '../orders/orderFacts'

/** What was filled in at a stage, as the page shows it, to choose from what is wrong; nothing where it has no form. */
export function choosableFields(files: Record<string, string>, stage: StageView, order: OrderView, language: Language): FieldGroup[] {
  const ui = isGiven(stage.form) ? formUis(files)[stage.form] : undefined
  if (ui === undefined || !isGiven(stage.values)) return []
  return fieldGroups(ui, stage.values as FormValues, undefined, orderFacts(order), language)
}
