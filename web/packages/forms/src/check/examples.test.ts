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
const exampleFiles = import.meta.glob<Examples>('../../../../../crates/forms/tests/examples/*.json', {
  import: 'default',
  eager: true,
})
const rules = import.meta.glob<string>('../../../../../processes/*/rules.cel', {
  query: '?raw',
  import: 'default',
  eager: true,
})
const files = import.meta.glob<never>('../../../../../processes/*/forms/*.json', { import: 'default', eager: true })

/** A process of `processes/`, and values that its author calls right and wrong. */
class Shipped {
  readonly examples: Examples
  readonly forms: Map<string, Form>

  constructor(process: string) {
    this.examples = exampleFiles[`${ROOT}/crates/forms/tests/examples/${process}.json`] as Examples
    const folder = `${ROOT}/processes/${process}`
    this.forms = new Map(
      Object.keys(this.examples.valid).map((name) => {
        const file = (kind: string) => files[`${folder}/forms/${name}.${kind}.json`]
        const formFiles = { schema: file('schema'), ui: file('ui') } as unknown as FormFiles
        return [name, openForm(name, formFiles, rules[`${folder}/rules.cel`] ?? '')]
      }),
    )
  }

  form(name: string): Form {
    const found = this.forms.get(name)
    if (!found) throw new Error(`the bundle has no form ${name}`)
    return found
  }

  valid(name: string): FormValues {
    return this.examples.valid[name] ?? {}
  }

  check({ schema, ui, rules: own }: Form, values: FormValues, order?: Patch): Verdict {
    return checkForm(schema, ui, own, values, this.context(order), 'submit')
  }

  context(order?: Patch): CheckContext {
    return { order: merged(this.examples.order, order), now: this.examples.now }
  }
}

const processes = Object.keys(exampleFiles).map((path) => path.replace(/^.*\/(.*)\.json$/, '$1'))

describe.each(processes)('%s', (process) => {
  const shipped = new Shipped(process)
  const { examples, forms } = shipped
  const allRules = [...forms].flatMap(([name, { rules: own }]) => own.map((rule) => ({ name, rule })))

  it.each([...forms.keys()])('%s takes its valid values', (name) => {
    expect(shipped.check(shipped.form(name), shipped.valid(name))).toEqual({ errors: [], warnings: [] })
  })

  it.each(examples.also_valid)('$form: $because', ({ form, values, change, order }) => {
    const given = values ?? merged(shipped.valid(form), change)
    expect(shipped.check(shipped.form(form), given, order).errors).toEqual([])
  })

  it.each(examples.invalid)('$form names $field: $code', ({ form, change, field, code }) => {
    const { errors } = shipped.check(shipped.form(form), merged(shipped.valid(form), change))
    expect(errors.map((finding) => [finding.field, finding.code])).toContainEqual([field, code])
  })

  it('has an example for each rule', () => {
    expect(allRules.map(({ rule }) => rule.id).sort()).toEqual(Object.keys(examples.rules).sort())
  })

  it.each(allRules)('$rule.id holds and breaks as its author meant', ({ name, rule }) => {
    const form = shipped.form(name)
    const example = examples.rules[rule.id]
    const good = merged(shipped.valid(name), example?.holds)
    const bad = merged(good, example?.breaks)
    const visible = visibleValues(form.ui, good, shipped.context(example?.order)).values
    expect(visible).toHaveProperty(parsePointer(`/${rule.field}`))
    expect(broken(shipped.check(form, good, example?.order))).not.toContain(rule.id)
    expect(broken(shipped.check(form, bad, example?.order))).toContain(rule.id)
  })
})

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
