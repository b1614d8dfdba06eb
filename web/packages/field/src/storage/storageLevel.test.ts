import { expect, it } from 'vitest'
import { storageLevel } from './storageLevel'

it.each([
  ['fine', undefined],
  ['fine', { storage: { low: false, short: false } }],
  ['low', { storage: { free_bytes: 400_000_000, low: true, short: false } }],
  ['short', { storage: { free_bytes: 40_000_000, low: true, short: true } }],
])('%s', (level, state) => expect(storageLevel(state)).toBe(level))
