import type { FormUi, UiField } from '@ronghe/forms'
import { expect, it } from 'vitest'
import { meterOf } from './meterOf'

const form = (...codes: string[]): FormUi => ({
  title: { zh: '', en: '' },
  groups: [],
  fields: Object.fromEntries([...codes.map((name) => [name, 'barcode']), ['comm_address', 'text']].map(([name, widget]) => [name, { widget } as UiField])),
})

const NEW = '3130001000001234567800'
const OLD = '3130001000001234567893'
const FACTS = {
  old_meter: { asset_no: OLD, comm_address: '000012345678' },
  meters: { [NEW]: { comm_address: '000012345699' } },
}

it('believes the form before the order', () => {
  expect(meterOf(form('asset_no'), { comm_address: '000000000001', asset_no: NEW }, FACTS)).toBe('000000000001')
})

it('finds a meter by the number that was scanned', () => {
  expect(meterOf(form('asset_no'), { asset_no: NEW }, FACTS)).toBe('000012345699')
  expect(meterOf(form('old_asset_no'), { old_asset_no: OLD }, FACTS)).toBe('000012345678')
  expect(meterOf(form('old_asset_no'), { old_asset_no: '3130001000001234567886' }, FACTS)).toBeUndefined()
})

it('takes the only meter of an order where no number is asked for, and guesses nowhere else', () => {
  expect(meterOf(form(), {}, FACTS)).toBe('000012345699')
  expect(meterOf(form('old_asset_no'), {}, FACTS)).toBeUndefined()
  expect(meterOf(form(), { comm_address: '0000' }, { meters: {} })).toBeUndefined()
  expect(meterOf(form(), {}, { meters: { a: { comm_address: '000012345699' }, b: {} } })).toBeUndefined()
})
