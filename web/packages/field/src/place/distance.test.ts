import { expect, it } from 'vitest'
import { metresBetween } from './distance'

const BOX = { lon: 118.18034, lat: 39.63012 }

it('knows a village street from a city', () => {
  expect(metresBetween(BOX, BOX)).toBe(0)
  expect(metresBetween({ ...BOX, lat: BOX.lat + 0.001 }, BOX)).toBeCloseTo(111.3, 0)
  expect(metresBetween({ ...BOX, lon: BOX.lon + 0.001 }, BOX)).toBeCloseTo(85.7, 0)
})
