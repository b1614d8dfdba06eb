import { expect, it } from 'vitest'
import type { Form, FormValues } from '../model/form'
import { judgeCode, numberWithin } from './judgeCode'

const label = { zh: '', en: '' }
const RIGHT = '3130001000001234567893'
const OTHER = '3130001000001234567886'
const form: Form = {
  schema: {
    type: 'object',
    properties: {
      asset_no: { type: 'string', format: 'asset-no' },
      seals: { type: 'array', items: { type: 'object', properties: { number: { type: 'string', pattern: '^[0-9A-Z]{6,}$' } } } },
    },
  },
  ui: {
    title: label,
    groups: [{ id: 'meter', title: label, fields: ['asset_no', 'seals'] }],
    fields: { asset_no: { label, widget: 'barcode' }, seals: { label, widget: 'seal-list' } },
  },
  rules: [
    {
      id: 'of_this_route', form: 'f', field: 'asset_no', level: 'error',
      message: { zh: '该表不在本抄表段', en: 'Not of this route' }, expression: 'form.asset_no in order.meters',
    },
    {
      id: 'far', form: 'f', field: 'asset_no', level: 'override', message: { zh: '远', en: 'far' }, expression: 'false',
    },
  ],
}
const context = { order: { meters: { [RIGHT]: {} } }, now: 0 }

const judge = (read: string, values: FormValues = {}) =>
  judgeCode(form, values, context, 'asset_no', read, (code) => code)

it('takes a right one, also out of a label that says more', () => {
  expect(judge(RIGHT)).toEqual({ code: RIGHT, faults: [] })
  expect(judge(`资产编号:${RIGHT};2024-05`)).toEqual({ code: RIGHT, faults: [] })
})

it('says which last digit was expected', () => {
  const { faults, expected } = judge(`${RIGHT.slice(0, 21)}7`)
  expect(faults[0]?.zh).toContain('校验位')
  expect(expected?.zh).toContain('末位应为 3')
})

it('says that a right number of another route is not wanted here', () => {
  const { faults } = judge(OTHER)
  expect(faults.map(({ en }) => en)).toEqual(['Not of this route'])
})

it('asks again before one meter takes the place of another', () => {
  expect(judge(RIGHT, { asset_no: RIGHT }).faults).toEqual([])
  const two = { ...context, order: { meters: { [RIGHT]: {}, [OTHER]: {} } } }
  expect(judgeCode(form, { asset_no: RIGHT }, two, 'asset_no', OTHER, (code) => code).expected?.zh).toBe(RIGHT)
})

it('judges a seal by itself, whatever is wrong with those beside it', () => {
  const values = { seals: [{ number: 'x' }, {}] }
  const placed = (code: string | undefined) => [{ number: 'x' }, code === undefined ? {} : { number: code }]
  expect(judgeCode(form, values, context, 'seals', '3130A0012341', placed).faults).toEqual([])
  expect(judgeCode(form, values, context, 'seals', 'a-1', placed).faults).toHaveLength(1)
})

it('does not choose between two numbers', () => {
  expect(numberWithin(`${RIGHT} ${OTHER}`, 'asset-no')).toBe(RIGHT + OTHER)
})
