import { expect, it } from 'vitest'
import { spoken } from './processTitle'

it('speaks an id as the platform does', () => {
  expect(spoken('low_voltage_residential_new')).toBe('Low voltage residential new')
  expect(spoken('')).toBe('')
})
