import { expect, it } from 'vitest'
import { canDecline, stepsAhead } from './steps'

it('offers the chain in its order and nothing that lies behind', () => {
  expect(stepsAhead('dispatched')).toEqual(['sign_in', 'set_out', 'arrive', 'begin'])
  expect(stepsAhead('en_route')).toEqual(['arrive', 'begin'])
  expect(stepsAhead('in_progress')).toEqual([])
  expect(stepsAhead('cancelled')).toEqual([])
})

it('is declined only before its work has begun', () => {
  expect(canDecline('on_site')).toBe(true)
  expect(canDecline('in_progress')).toBe(false)
})
