/** What a form says of a code while the worker still stands before the label. */

import type { Text } from '@ronghe/ui'
import type { FieldValue, Form, FormValues } from '../model/form'
import { checkDigitText, texts } from '../texts'
import { checkForm, type CheckContext, type Finding } from './checkForm'
import { assetCheckDigit, NUMBER_FORMATS } from './formats'
import { parsePointer } from './pointer'

export interface CodeVerdict {
  /** As it is entered: of a label that says more, the number alone. */
  code: string
  /** Nothing when it may be entered without another look. */
  faults: Text[]
  /** What should have been read, as far as the form knows. */
  expected?: Text
}

/** The value of a field once `code` stands in it; without a code, once nothing stands there. */
export type Placed = (code: string | undefined) => FieldValue

/**
 * What would be wrong with `read` in `field`, beyond what is wrong already. Rules that ask for a reason, and warnings,
 * do not keep a code out: the form shows them.
 */
export function judgeCode(
  form: Form,
  values: FormValues,
  context: CheckContext,
  field: string,
  read: string,
  placed: Placed,
): CodeVerdict {
  const format = formatOf(form, field)
  const code = numberWithin(read, format)
  const errorsWith = (value: FieldValue) => {
    const given = Object.fromEntries(Object.entries({ ...values, [field]: value }).filter(([, each]) => each !== undefined))
    const { errors } = checkForm(form.schema, form.ui, form.rules, given, context, 'draft')
    return errors.filter((each) => parsePointer(each.field)[0] === field && each.code !== 'override_needed')
  }
  const before = new Set(errorsWith(placed(undefined)).map(keyOf))
  const faults = errorsWith(placed(code)).filter((each) => !before.has(keyOf(each))).map(({ message }) => message)
  const entered = values[field]
  if (faults.length === 0 && typeof entered === 'string' && entered !== code && errorsWith(entered).length === 0) {
    return { code, faults: [texts['forms.code.other_than_before']], expected: { zh: entered, en: entered } }
  }
  const expected = faults.length === 0 ? undefined : expectedOf(format, code)
  return { code, faults, ...(expected ? { expected } : {}) }
}

/** The format of a number that stands alone in its field. */
export function formatOf({ schema }: Form, field: string): string | undefined {
  const property = schema.properties?.[field]
  return typeof property === 'object' ? property.format : undefined
}

/** A label may say more than its number; the one number of this format in it is what is meant. */
export function numberWithin(read: string, format: string | undefined): string {
  const code = read.replace(/\s/g, '')
  const fault = format === undefined ? undefined : NUMBER_FORMATS[format]
  if (fault === undefined || fault(code) === undefined) return code
  const fitting = new Set((read.match(/\d+/g) ?? []).filter((digits) => fault(digits) === undefined))
  const [only] = fitting
  return only !== undefined && fitting.size === 1 ? only : code
}

function expectedOf(format: string | undefined, code: string): Text | undefined {
  if (format === 'asset-no' && NUMBER_FORMATS[format]?.(code) === 'check_digit') return checkDigitText(assetCheckDigit(code))
  return format === undefined ? undefined : EXPECTED[format]
}

function keyOf({ field, code, rule }: Finding): string {
  return `${field} ${rule ?? code}`
}

const EXPECTED: Record<string, Text> = {
  'asset-no': texts['forms.code.asset_no'],
  'customer-no': texts['forms.code.customer_no'],
  'comm-address': texts['forms.code.comm_address'],
}
