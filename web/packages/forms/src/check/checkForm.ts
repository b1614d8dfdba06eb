/**
 * The one question that a form is asked, on the terminal as on the server: what is wrong with these values? Fields,
 * codes and rules agree with `crates/forms`; the words here are shorter, because they stand under their field.
 */

import type { Schema } from '@cfworker/json-schema'
import type { Text } from '@ronghe/ui'
import type { FormUi, FormValues, Rule } from '../model/form'
import { FAULT_CODES, evidenceText, faultText, ruleFailedText, texts } from '../texts'
import { holds } from './cel'
import { evidenceNeeds, isMet } from './evidence'
import { fits } from './limits'
import { addMeterWorks } from './meterWork'
import { parsePointer, pointer } from './pointer'
import { schemaFaults, type Fault, type SchemaFault } from './schemaFaults'
import { visibleValues } from './visibleValues'

/** A draft may be incomplete; what is submitted may not. */
export type Purpose = 'draft' | 'submit'

/** What rules see beside the form. */
export interface CheckContext {
  order: Record<string, unknown>
  /** Microseconds since 1970, UTC, by the terminal's corrected clock. */
  now: number
}

export type FindingCode =
  | 'too_large'
  | 'required'
  | 'unknown'
  | 'wrong_type'
  | 'malformed'
  | 'out_of_range'
  | 'not_a_choice'
  | 'repeated'
  | 'evidence_missing'
  | 'work_not_done'
  | 'work_unknown'
  | 'work_done'
  | 'rule_broken'
  | 'override_needed'
  | 'overridden'
  | 'rule_failed'
  | 'sent_back'

/** One thing that is wrong, at one field. */
export interface Finding {
  /** JSON pointer into the values, such as `/seals/0/number`; empty for the form as a whole. */
  field: string
  code: FindingCode
  message: Text
  /** Id of the rule that was broken, if it was one. */
  rule?: string
}

export interface Verdict {
  /** What keeps the stage from being submitted, in the order of the form's fields. */
  errors: Finding[]
  /** What the worker should see, and what was overridden with a reason. */
  warnings: Finding[]
}

/** The member of the values that holds reasons for overridden rules, by rule id. */
export const OVERRIDES = 'overrides'

/** Nothing in `errors` means that the form may be submitted (or, for a draft, that what is there is right). */
export function checkForm(
  schema: Schema,
  ui: FormUi,
  rules: Rule[],
  allValues: FormValues,
  context: CheckContext,
  purpose: Purpose,
): Verdict {
  if (!fits(allValues)) return { errors: [tooLarge()], warnings: [] }
  const { values, hidden } = visibleValues(ui, allValues, context)
  const verdict: Verdict = { errors: [], warnings: [] }

  for (const fault of schemaFaults(schema, values)) {
    if (purpose === 'draft' && NOT_YET.has(fault.fault)) continue
    if (fault.fault === 'required' && hidden.has(fault.field.slice(1))) continue
    verdict.errors.push(ofSchema(fault, ui))
  }
  if (purpose === 'submit') addMissingEvidence(schema, ui, values, hidden, verdict)
  addMeterWorks(ui, allValues, values, hidden, purpose, verdict.errors)
  addBrokenRules(rules, values, hidden, context, purpose, verdict)

  const order = ui.groups.flatMap((group) => group.fields)
  verdict.errors.sort((one, other) => place(order, one) - place(order, other))
  verdict.errors.splice(FINDINGS_MAX)
  return verdict
}

function addMissingEvidence(
  schema: Schema,
  ui: FormUi,
  values: FormValues,
  hidden: Set<string>,
  verdict: Verdict,
): void {
  for (const need of evidenceNeeds(schema, ui, values, hidden)) {
    const field = pointer([need.field])
    if (isMet(need) || verdict.errors.some((finding) => finding.field === field)) continue
    const count = need.present < need.min ? need.min : need.max
    verdict.errors.push({ field, code: 'evidence_missing', message: evidenceText(count, need.present) })
  }
}

function addBrokenRules(
  rules: Rule[],
  values: FormValues,
  hidden: Set<string>,
  context: CheckContext,
  purpose: Purpose,
  verdict: Verdict,
): void {
  // A rule over values that the schema already refused, or that are not there yet, may not be computable; then the
  // other finding says what to do.
  const computable = purpose === 'submit' && verdict.errors.length === 0
  for (const rule of rules) {
    if (hidden.has(rule.field)) continue
    const base = { field: pointer([rule.field]), message: rule.message, rule: rule.id }
    const answer = answerOf(rule, { form: values, ...context })
    if (answer === true) continue
    if (answer === 'failed') {
      if (computable) verdict.errors.push({ ...base, code: 'rule_failed', message: ruleFailedText(rule.id) })
    } else if (rule.level === 'error') verdict.errors.push({ ...base, code: 'rule_broken' })
    else if (rule.level === 'warning') verdict.warnings.push({ ...base, code: 'rule_broken' })
    else if (overrideReason(values, rule.id) === undefined) verdict.errors.push({ ...base, code: 'override_needed' })
    else verdict.warnings.push({ ...base, code: 'overridden' })
  }
}

function answerOf(rule: Rule, variables: Record<string, unknown>): boolean | 'failed' {
  try {
    return holds(rule.expression, variables)
  } catch {
    return 'failed'
  }
}

/** The reason that was given for breaking a rule, if it says anything. */
function overrideReason(values: FormValues, rule: string): string | undefined {
  const reason = (values[OVERRIDES] as Record<string, unknown> | undefined)?.[rule]
  if (typeof reason !== 'string') return undefined
  return [...reason.trim()].length >= REASON_LEN_MIN ? reason.trim() : undefined
}

function ofSchema({ field, fault, limit }: SchemaFault, ui: FormUi): Finding {
  const name = parsePointer(field)[0]
  const asked = name === undefined ? undefined : ui.fields[name]
  return { field, code: FAULT_CODES[fault], message: faultText(fault, limit, asked) }
}

function tooLarge(): Finding {
  return { field: '', code: 'too_large', message: texts['forms.fault.too_large'] }
}

function place(order: string[], finding: Finding): number {
  const at = order.indexOf(parsePointer(finding.field)[0] ?? '')
  return at < 0 ? Number.MAX_SAFE_INTEGER : at
}

/** Faults that only say that something has not been entered yet. */
const NOT_YET = new Set<Fault>(['required', 'min_items', 'min_length'])
const REASON_LEN_MIN = 2
/** More findings than this help nobody. */
const FINDINGS_MAX = 200
