import { expect, it } from 'vitest'
import { faultOf, isPlaceable } from './faults'

it('reads what a fault is about', () => {
  expect(faultOf({ code: 'no_place', element: 'a', target: 'b' })).toMatchObject({ code: 'no_place', element: 'a', target: 'b', flow: '' })
  expect(faultOf({ code: 'not_armed', reason: 'no duration' })).toMatchObject({ code: 'not_armed', reason: 'no duration', element: '' })
})

it('takes what it does not know for unknown', () => {
  for (const said of [null, 'words', { code: 'of_tomorrow' }, {}]) expect(faultOf(said).code).toBe('unknown')
})

it('asks for a place only where one helps', () => {
  const codes = ['not_running', 'other_definition', 'no_place', 'other_kind', 'other_scope', 'no_flow', 'no_process', 'not_armed']
  expect(codes.filter((code) => isPlaceable(faultOf({ code })))).toEqual(['no_place', 'other_kind', 'other_scope'])
})
