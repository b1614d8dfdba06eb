import type { Authorisation, Errand } from '@ronghe/field'
import { expect, it } from 'vitest'
import { leavesFor, stageFor, stageToVerify, strangerOf } from './errandRules'

const ERRAND: Errand = { order: 'o', stage: 's', field: 'trip', commands: ['trip'] }

it('works for the form, and else for the order that the meter is known by', () => {
  expect(stageFor({ order: 'other', stage: 'its' }, ERRAND)).toEqual({ order: 'o', stage: 's' })
  expect(stageFor({ order: 'other', stage: 'its' }, undefined)).toEqual({ order: 'other', stage: 'its' })
  expect(stageFor({ order: null }, undefined)).toEqual({})
})

it('verifies for whoever left it unknown', () => {
  expect(stageToVerify({ order: 'other', stage: 'its' }, ERRAND)).toEqual({ order: 'other', stage: 'its' })
  expect(stageToVerify({ order: 'o' }, ERRAND)).toEqual({ order: 'o', stage: 's' })
  expect(stageToVerify({ order: null }, ERRAND)).toEqual({ order: 'o', stage: 's' })
})

it('counts no leave of another order', () => {
  const authorisations = [{ order: 'o' }, { order: 'other' }] as Authorisation[]
  expect(leavesFor({ authorisations }, ERRAND)).toEqual([{ order: 'o' }])
  expect(leavesFor({ authorisations }, undefined).length).toBe(2)
})

it('takes an address, or what the order knows, for a meter that nobody has been at', () => {
  expect(strangerOf('0000 1234 5699', {})).toBe('000012345699')
  expect(strangerOf('3130001000001234567800', { '3130001000001234567800': '000012345699' })).toBe('000012345699')
  expect(strangerOf('3130001000001234567800', {})).toBeUndefined()
  expect(strangerOf('00001234', {})).toBeUndefined()
})
