import { expect, it } from 'vitest'
import { changedParts } from './changedParts'
import { changedForm, formParts } from './formParts'
import { changedLimit, policyParts } from './policyParts'
import { ruleParts } from './ruleParts'

const field = (label: string, more = {}) => ({ label: { zh: label, en: label }, widget: 'text', ...more })
const form = (fields: Record<string, unknown>, required: string[] = []) => ({
  'forms/a.ui.json': JSON.stringify({ title: { zh: '受理', en: 'Acceptance' }, groups: [], fields }),
  'forms/a.schema.json': JSON.stringify({ properties: {}, required }),
})

const forms = (from: Record<string, string>, to: Record<string, string>) => changedParts(formParts(from), formParts(to), changedForm)

it('names the fields of a form that are new, gone and asked otherwise', () => {
  const before = form({ name: field('户名'), note: field('备注'), phase: field('相别') })
  const after = form({ name: field('户名'), phase: field('相别', { help: '看表' }), area: field('台区') })
  const [changed] = forms(before, after)
  expect(changed).toMatchObject({ id: 'a', change: 'changed', name: { zh: '受理' } })
  expect(changed?.details.map(({ zh }) => zh)).toEqual(['~ 相别', '+ 台区', '− 备注'])
})

it('finds that a field has become required', () => {
  expect(forms(form({ name: field('户名') }), form({ name: field('户名') }, ['name']))[0]?.details[0]?.zh).toBe('~ 户名')
})

it('survives a form that is none', () => {
  const broken = { 'forms/a.ui.json': '{}', 'forms/a.schema.json': '{' }
  expect(forms({}, broken)).toEqual([{ id: 'a', change: 'added', name: { zh: 'a', en: 'A' }, details: [] }])
  expect(forms(broken, form({ name: field('户名') }))[0]?.change).toBe('changed')
  expect(forms({}, { 'forms/a.ui.json': 'no json' })).toEqual([])
})

it('says what a form was called', () => {
  const called = (title: string) => ({ 'forms/a.ui.json': JSON.stringify({ title: { zh: title, en: title }, groups: [], fields: {} }) })
  expect(forms(called('受理'), called('业务受理'))).toMatchObject([{ name: { zh: '业务受理' }, details: [{ zh: '原为 受理' }] }])
})

const rule = (id: string, expression: string) => `# id: ${id}\n# form: a\n# zh: 规则 ${id}\n# en: Rule ${id}\n${expression}`

it('compares rules by id, whatever stands between them and in which order', () => {
  const before = { 'rules.cel': `## old remark\n\n${rule('one', 'a')}\n\n${rule('two', 'b')}\n` }
  const after = { 'rules.cel': `${rule('three', 'd')}\n\n## new remark\n${rule('two', 'c')}\n \n${rule('one', 'a')}` }
  const changes = changedParts(ruleParts(before), ruleParts(after)).map(({ id, change, name }) => [id, change, name.zh])
  expect(changes).toEqual([['three', 'added', '规则 three'], ['two', 'changed', '规则 two']])
})

const limit = (value: number, more = {}) => ({ kind: 'internal', policy: 'sign_in', name: { zh: '签收', en: 'Sign-in' }, effective_from: '2022-01-01', unit: 'minute', value, ...more })
const policies = (...limits: unknown[]) => policyParts({ 'policies.json': JSON.stringify(limits) })

it('says how long a limit was and is, and what else is another', () => {
  const [changed] = changedParts(policies(limit(120)), policies(limit(90, { pause_reasons: ['customer_absent'] })), changedLimit)
  expect(changed?.details).toEqual([{ zh: '120 分钟 → 90 分钟', en: '120 minutes → 90 minutes' }, { zh: 'pause_reasons', en: 'pause_reasons' }])
})

it('takes another generation of a limit for another limit', () => {
  const changes = changedParts(policies(limit(120)), policies(limit(120), limit(60, { effective_from: '2026-01-01' })), changedLimit)
  expect(changes.map(({ change, name }) => [change, name.zh])).toEqual([['added', '签收 (2026-01-01)']])
  expect(changedParts(policyParts({ 'policies.json': 'no json' }), policies(limit(1)))).toHaveLength(1)
})
