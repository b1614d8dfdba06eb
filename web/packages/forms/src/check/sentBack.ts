import type { FormValues } from '../model/form'
import { texts } from '../texts'
import type { Finding } from './checkForm'

/** What a stage came back for: the fields that are wrong, and the values that it came with. */
export interface CameBack {
  fields: string[]
  values: FormValues
}

/** The fields that it came back for and that still are as they were. The worker sees them; he may have looked and found them right. */
export function unchanged({ fields, values: before }: CameBack, values: FormValues): Finding[] {
  const isSame = (field: string) => JSON.stringify(before[field]) === JSON.stringify(values[field])
  return fields.filter(isSame).map((field) => ({
    field: `/${field}`,
    code: 'sent_back',
    message: texts['forms.sent_back.unchanged'],
  }))
}
