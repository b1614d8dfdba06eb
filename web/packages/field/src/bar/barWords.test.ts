import { expect, it } from 'vitest'
import { loadOf } from './barWords'

it.each([
  ['nothing waits', { operations: 0, files: 0, bytes_left: 0, bytes_total: 9 }, undefined],
  ['files on their way', { operations: 3, files: 2, bytes_left: 36, bytes_total: 100 }, '64 %'],
  ['the last byte is out', { operations: 0, files: 1, bytes_left: 1, bytes_total: 10_000 }, '99 %'],
  ['no sizes known', { operations: 1, files: 0, bytes_left: 0, bytes_total: 0 }, '0 %'],
])('%s', (_, unsent, percent) => {
  expect(loadOf(unsent)?.percent).toBe(percent)
})
