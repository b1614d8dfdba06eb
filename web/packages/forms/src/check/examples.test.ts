/** The examples by which `crates/forms` is judged, judged here as well: both sides must answer alike. */

import { describe, expect, it } from 'vitest'
import examplesFile from '../../../../../crates/forms/tests/examples/low_voltage_residential_new.json'
import { openForm, type FormFiles } from '../model/openForm'
import type { Form, FormValues } from '../model/form'
import { checkForm, type CheckContext, type FindingCode, type Verdict } from './checkForm'
import { parsePointer } from './pointer'
import { visibleValues } from './visibleValues'

type Patch = Record<string, unknown>

interface Examples {
  order: Patch
  now: number
  valid: Record<string, FormValues>
  also_valid: { form: string; because: string; values?: FormValues; change?: Patch; order?: Patch }[]
  invalid: { form: string; change: Patch; field: string; code: FindingCode }[]
  rules: Record<string, { order?: Patch; holds?: Patch; breaks: Patch }>
}

const examples = examplesFile as unknown as Examples

const PROCESS = '../../../../../processes/low_voltage_residential_new'
const rules = import.meta.glob<string>('../../../../../processes/low_voltage_residential_new/rules.cel', {
  query: '?raw',
  import: 'default',
  eager: true,
})
const files = import.meta.glob<never>('../../../../../processes/low_voltage_residential_new/forms/*.json', {
  import: 'default',
  eager: true,
})

const forms = new Map(Object.keys(examples.valid).map((name) => [name, open(name)]))

describe('the shipped forms', () => {
  it.each([...forms.keys()])('%s takes its valid values', (name) => {
    expect(check(form(name), valid(name))).toEqual({ errors: [], warnings: [] })
  })

  it.each(examples.also_valid)('$form: $because', ({ form: name, values, change, order }) => {
    expect(check(form(name), values ?? merged(valid(name), change), order).errors).toEqual([])
  })

  it.each(examples.invalid)('$form names $field: $code', ({ form: name, change, field, code }) => {
    const { errors } = check(form(name), merged(valid(name), change))
    expect(errors.map((finding) => [finding.field, finding.code])).toContainEqual([field, code])
  })
})

const allRules = [...forms].flatMap(([name, { rules: own }]) => own.map((rule) => ({ name, rule })))

describe('the shipped rules', () => {
  it('have an example each', () => {
    expect(allRules.map(({ rule }) => rule.id).sort()).toEqual(Object.keys(examples.rules).sort())
  })

  it.each(allRules)('$rule.id holds and breaks as its author meant', ({ name, rule }) => {
    const example = examples.rules[rule.id]
    const good = merged(valid(name), example?.holds)
    const bad = merged(good, example?.breaks)
    const visible = visibleValues(form(name).ui, good, context(example?.order)).values
    expect(visible).toHaveProperty(parsePointer(`/${rule.field}`))
    expect(broken(check(form(name), good, example?.order))).not.toContain(rule.id)
    expect(broken(check(form(name), bad, example?.order))).toContain(rule.id)
  })
})

function open(name: string): Form {
  const file = (kind: string) => files[`${PROCESS}/forms/${name}.${kind}.json`]
  return openForm(name, { schema: file('schema'), ui: file('ui') } as unknown as FormFiles, rules[`${PROCESS}/rules.cel`] ?? '')
}

function form(name: string): Form {
  const found = forms.get(name)
  if (!found) throw new Error(`the bundle has no form ${name}`)
  return found
}

function valid(name: string): FormValues {
  return examples.valid[name] ?? {}
}

function check({ schema, ui, rules: own }: Form, values: FormValues, order?: Patch): Verdict {
  return checkForm(schema, ui, own, values, context(order), 'submit')
}

function context(order?: Patch): CheckContext {
  return { order: merged(examples.order, order), now: examples.now }
}

function broken({ errors, warnings }: Verdict): string[] {
  return [...errors, ...warnings].flatMap((finding) => (finding.rule === undefined ? [] : [finding.rule]))
}

/** Applies a JSON merge patch (RFC 7396). */
function merged(target: unknown, patch: Patch | undefined): Patch {
  const next: Patch = isObject(target) ? { ...target } : {}
  for (const [name, change] of Object.entries(patch ?? {})) {
    if (change === null) Reflect.deleteProperty(next, name)
    else next[name] = isObject(change) ? merged(next[name], change) : change
  }
  return next
}

function isObject(value: unknown): value is Patch {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
