import { expect, it } from 'vitest'
import type { FormUi } from './form'
import { prefillOf, shownFacts, stillPrefilled, untouched } from './prefill'

const label = { zh: '', en: '' }
const ui: FormUi = {
  title: label,
  groups: [],
  fields: {
    mobile: { label, widget: 'text', prefill: 'order.customer.mobile' },
    area_id: { label, widget: 'text', prefill: 'order.intake.area_id' },
    proto: { label, widget: 'text', prefill: 'order.constructor.name' },
    amount_fen: { label, widget: 'readonly', scale: 2, prefill: 'order.arrears.amount_fen' },
    note: { label, widget: 'textarea' },
  },
}
const prefill = prefillOf(ui, { customer: { mobile: '13800001234' } })

it('finds the facts that are there, and nothing else', () => {
  expect(prefill).toEqual({ mobile: '13800001234' })
})

it('never overwrites what was entered or cleared', () => {
  expect(untouched(ui, prefill, {})).toEqual(prefill)
  expect(untouched(ui, prefill, { mobile: null })).toEqual({})
})

it('keeps what is only shown as the order has it now', () => {
  const owed = prefillOf(ui, { arrears: { amount_fen: 28640 } })
  expect(untouched(ui, owed, { amount_fen: 30000 })).toEqual({ amount_fen: 28640 })
  expect(untouched(ui, owed, { amount_fen: 28640 })).toEqual({})
  expect(shownFacts(ui, { ...owed, mobile: '13800001234' })).toEqual({ amount_fen: 28640 })
})

it('marks a value until it is changed', () => {
  expect(stillPrefilled(prefill, { mobile: '13800001234' })).toEqual(new Set(['mobile']))
  expect(stillPrefilled(prefill, { mobile: '139' })).toEqual(new Set())
})

it('counts what the order does not say as a number', () => {
  const counted: FormUi = {
    ...ui,
    fields: { read_count: { label, widget: 'readonly', prefill: "size(order.rounds.read_meter.filter(r, has(r.outcome) && r.outcome == 'read'))" } },
  }
  const read = { outcome: 'read' }
  expect(prefillOf(counted, { rounds: { read_meter: [read, { outcome: 'no_reading' }, read] } })).toEqual({ read_count: 2 })
  expect(prefillOf(counted, { rounds: { read_meter: [] } })).toEqual({ read_count: 0 })
  expect(prefillOf(counted, {})).toEqual({})
})
