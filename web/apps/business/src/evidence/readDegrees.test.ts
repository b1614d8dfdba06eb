import { expect, it } from 'vitest'
import { readDegrees } from './readDegrees'

it.each([
  ['118.18034', 180, 118.18034],
  [' -0.5 ', 90, -0.5],
  ['91', 90, undefined],
  ['118,18', 180, undefined],
  ['', 180, undefined],
  ['1e2', 180, undefined],
])('%j within %d: %s', (typed, limit, degrees) => expect(readDegrees(typed, limit)).toBe(degrees))
