import { describe, expect, it } from 'vitest'
import { boundsOf, filled, innerPoint, outlines } from './outline'

const SQUARE = {
  type: 'Feature' as const,
  id: 'g1',
  geometry: { type: 'Polygon' as const, coordinates: [[[118, 39], [119, 39], [119, 40], [118, 40], [118, 39]]] },
  properties: { kind: 'grid' as const, code: '01', name: '一网格' },
}
const NOWHERE = { ...SQUARE, id: 'g2', geometry: null }

it('leaves out what has no known place', () => {
  const map = { type: 'FeatureCollection' as const, complete: true, features: [SQUARE, NOWHERE] }
  expect(outlines(map).features.map(({ id }) => id)).toEqual(['g1'])
})

it('knows the bounds', () => {
  expect(boundsOf([SQUARE])).toEqual([118, 39, 119, 40])
  expect(boundsOf([])).toBeUndefined()
})

describe('the point of a name', () => {
  const TRIANGLE = [[0, 0], [9, 0], [0, 9], [0, 0]]
  const HORSESHOE = [[0, 0], [10, 0], [10, 10], [8, 10], [8, 1], [1, 1], [1, 10], [0, 10], [0, 0]]

  it.each([
    ['a square', SQUARE.geometry, [118.5, 39.5]],
    ['a triangle, whose box has its middle on the edge', { type: 'Polygon' as const, coordinates: [TRIANGLE] }, [3, 3]],
    ['the largest of several parts', { type: 'MultiPolygon' as const, coordinates: [[[[20, 20], [21, 20], [20, 21], [20, 20]]], [TRIANGLE]] }, [3, 3]],
    ['a point', { type: 'Point' as const, coordinates: [118, 39] }, [118, 39]],
  ])('is the centre of %s', (_, geometry, expected) => {
    const [lon, lat] = innerPoint({ ...SQUARE, geometry }) ?? []
    expect([lon, lat]).toEqual([expect.closeTo(expected[0] as number), expect.closeTo(expected[1] as number)])
  })

  it('is inside, even where the centre is not', () => {
    const [lon = 0] = innerPoint({ ...SQUARE, geometry: { type: 'Polygon', coordinates: [HORSESHOE] } }) ?? []
    expect(lon).toBeCloseTo(9)
  })

  it('avoids a hole', () => {
    const hole = [[3, 3], [6, 3], [6, 7], [3, 7], [3, 3]]
    const ring = [[0, 0], [10, 0], [10, 10], [0, 10], [0, 0]]
    const [lon = 0] = innerPoint({ ...SQUARE, geometry: { type: 'Polygon', coordinates: [ring, hole] } }) ?? []
    expect(lon).toBeCloseTo(8)
  })
})

it('fills a place with its colour, and others with the usual one', () => {
  const places = outlines({ type: 'FeatureCollection', complete: true, features: [SQUARE, { ...SQUARE, id: 'g3' }] })
  const features = filled(places, { g1: 'red' }, 'grey').features
  expect(features.map(({ properties: { place, fill } }) => [place, fill])).toEqual([['g1', 'red'], ['g3', 'grey']])
})
