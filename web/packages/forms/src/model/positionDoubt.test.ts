import { expect, it } from 'vitest'
import { positionDoubt } from './positionDoubt'

const AT_THE_BOX = { lon: 118.18, lat: 39.63, accuracy_m: 8, source: 'gnss' as const, at: 0 }

it('is the distance first, then how exactly the place is known', () => {
  expect(positionDoubt(AT_THE_BOX, 17)).toBeUndefined()
  expect(positionDoubt(AT_THE_BOX, undefined)).toBeUndefined()
  expect(positionDoubt(AT_THE_BOX, 31_000)).toBe('far')
  expect(positionDoubt({ ...AT_THE_BOX, accuracy_m: 80 }, 17)).toBe('inexact')
  expect(positionDoubt({ ...AT_THE_BOX, accuracy_m: 80 }, 101)).toBe('far')
})
