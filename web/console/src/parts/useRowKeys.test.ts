import { expect, it } from 'vitest'
import { moved } from './useRowKeys'

it.each([
  ['j', -1, 3, 0],
  ['j', 2, 3, 2],
  ['k', 2, 3, 1],
  ['k', -1, 3, 0],
  ['x', 1, 3, undefined],
  ['j', -1, 0, undefined],
])('%s at %i of %i leads to %s', (key, active, count, next) => {
  expect(moved(key, active, count)).toBe(next)
})
