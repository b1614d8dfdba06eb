import { expect, it } from 'vitest'
import type { Form, UiField } from './form'
import { numberOf, sourceFieldOf } from './source'

const label = { zh: '', en: '' }

function choice(...values: string[]): UiField {
  return { label, widget: 'choice', options: values.map((value) => ({ value, label })) }
}

const form: Form = {
  schema: {},
  rules: [],
  ui: {
    title: label,
    groups: [],
    fields: {
      asset_no: { label, widget: 'barcode' },
      asset_no_source: choice('scanned', 'typed'),
      box_id: { label, widget: 'barcode' },
      permit_no: { label, widget: 'text' },
      permit_no_source: choice('scanned', 'typed'),
      module_no: { label, widget: 'barcode' },
      module_no_source: choice('own', 'customer'),
    },
  },
}

it('finds how a number is said to have been entered', () => {
  expect(sourceFieldOf(form, 'asset_no')).toBe('asset_no_source')
  expect(numberOf(form, 'asset_no_source')).toBe('asset_no')
})

it('leaves every other choice to the worker', () => {
  for (const name of ['box_id', 'permit_no', 'module_no', 'asset_no_source']) expect(sourceFieldOf(form, name), name).toBeUndefined()
  for (const name of ['permit_no_source', 'module_no_source', 'asset_no']) expect(numberOf(form, name), name).toBeUndefined()
})
