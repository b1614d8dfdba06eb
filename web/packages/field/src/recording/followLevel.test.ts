import { expect, it } from 'vitest'
import { loudness } from './followLevel'

it.each([
  [0, 0],
  [0.001, 0],
  [0.03, 0.49],
  [0.2, 0.77],
  [1, 1],
])('a level of %d is %d of the bar', (level, share) => {
  expect(loudness(new Float32Array(64).fill(level))).toBeCloseTo(share, 1)
})
