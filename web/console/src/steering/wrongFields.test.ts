import { expect, it } from 'vitest'
import type { OrderView, StageView } from '../api/types'
import { choosableFields } from './wrongFields'

const UI = {
  title: { zh: '业务受理', en: 'Application' },
  groups: [{ id: 'g', title: { zh: '客户', en: 'Customer' }, fields: ['name', 'note'] }],
  fields: {
    name: { label: { zh: '户名', en: 'Name' }, widget: 'text', mask: 'name' },
    note: { label: { zh: '备注', en: 'Note' }, widget: 'text' },
  },
}
const FILES = { 'forms/acceptance.ui.json': JSON.stringify(UI) }
const ORDER = { stages: {}, facts: {} } as unknown as OrderView
const stage = (change: Partial<StageView>) => ({ stage: 's', element: 'acceptance', form: 'acceptance', ...change }) as StageView

it('offers what was filled in, as the page shows it', () => {
  const [group, ...others] = choosableFields(FILES, stage({ values: { name: '张*明' } }), ORDER, 'zh')
  expect(others).toEqual([])
  expect(group?.rows.map(({ name, label, words }) => [name, label.zh, words])).toEqual([['name', '户名', '张*明']])
})

it('offers nothing where there is no form or nothing in it', () => {
  expect(choosableFields(FILES, stage({ values: null }), ORDER, 'zh')).toEqual([])
  expect(choosableFields({}, stage({ values: { name: '甲' } }), ORDER, 'zh')).toEqual([])
  expect(choosableFields(FILES, stage({ form: null, values: { name: '甲' } }), ORDER, 'zh')).toEqual([])
})
