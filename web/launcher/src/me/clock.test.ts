import { expect, it } from 'vitest'
import { clockWords } from './clock'

it.each([
  [undefined, 'unknown', 0],
  [300_000, 'right', 0],
  [90_000_000, 'behind', 90],
  [-2_400_000, 'ahead', 2],
])('%s µs: %s', (offset, word, seconds) => {
  expect(clockWords(offset)).toEqual({ word, seconds })
})
