/** The examples by which `crates/forms` is judged, judged here as well: both sides must answer alike. */

import { describe, expect, it } from 'vitest'
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

const ROOT = '../../../../..'
const allExamples = import.meta.glob<Examples>('../../../../../crates/forms/tests/examples/*.json', { import: 'default', eager: true })
const allRules = import.meta.glob<string>('../../../../../processes/*/rules.cel', { query: '?raw', import: 'default', eager: true })
const allForms = import.meta.glob<never>('../../../../../processes/*/forms/*.json', { import: 'default', eager: true })

const bundles = Object.entries(allExamples).map(([path, examples]) => {
  const process = path.slice(path.lastIndexOf('/') + 1, -'.json'.length)
  const forms = new Map(Object.keys(examples.valid).map((name) => [name, open(process, name)]))
  const rules = [...forms].flatMap(([name, form]) => form.rules.map((rule) => ({ name, rule })))
  return { process, examples, forms, rules }
})

it('every process has its examples', () => {
  const shipped = Object.keys(allRules).map((path) => path.split('/').at(-2))
  expect(bundles.map(({ process }) => process).sort()).toEqual(shipped.sort())
})

describe.each(bundles)('the forms of $process', ({ examples, forms }) => {
  it.each([...forms.keys()])('%s takes its valid values', (name) => {
    expect(check(examples, form(forms, name), valid(examples, name))).toEqual({ errors: [], warnings: [] })
  })

  it.each(examples.also_valid)('$form: $because', ({ form: name, values, change, order }) => {
    expect(check(examples, form(forms, name), values ?? merged(valid(examples, name), change), order).errors).toEqual([])
  })

  it.each(examples.invalid)('$form names $field: $code', ({ form: name, change, field, code }) => {
    const { errors } = check(examples, form(forms, name), merged(valid(examples, name), change))
    expect(errors.map((finding) => [finding.field, finding.code])).toContainEqual([field, code])
  })
})

describe.each(bundles)('the rules of $process', ({ examples, forms, rules }) => {
  it('have an example each', () => {
    expect(rules.map(({ rule }) => rule.id).sort()).toEqual(Object.keys(examples.rules).sort())
  })

  it.each(rules)('$rule.id holds and breaks as its author meant', ({ name, rule }) => {
    const example = examples.rules[rule.id]
    const good = merged(valid(examples, name), example?.holds)
    const bad = merged(good, example?.breaks)
    const visible = visibleValues(form(forms, name).ui, good, context(examples, example?.order)).values
    expect(visible).toHaveProperty(parsePointer(`/${rule.field}`))
    expect(broken(check(examples, form(forms, name), good, example?.order))).not.toContain(rule.id)
    expect(broken(check(examples, form(forms, name), bad, example?.order))).toContain(rule.id)
  })
})

function open(process: string, name: string): Form {
  const folder = `${ROOT}/processes/${process}`
  const file = (kind: string) => allForms[`${folder}/forms/${name}.${kind}.json`]
  return openForm(name, { schema: file('schema'), ui: file('ui') } as unknown as FormFiles, allRules[`${folder}/rules.cel`] ?? '')
}

function form(forms: Map<string, Form>, name: string): Form {
  const found = forms.get(name)
  if (!found) throw new Error(`the bundle has no form ${name}`)
  return found
}

function valid(examples: Examples, name: string): FormValues {
  return examples.valid[name] ?? {}
}

function check(examples: Examples, { schema, ui, rules }: Form, values: FormValues, order?: Patch): Verdict {
  return checkForm(schema, ui, rules, values, context(examples, order), 'submit')
}

function context(examples: Examples, order?: Patch): CheckContext {
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
