import { expect, it } from 'vitest'
import { boundsOf, filled, middleOf, outlines } from './outline'

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

it('knows the bounds and the middle', () => {
  expect(boundsOf([SQUARE])).toEqual([118, 39, 119, 40])
  expect(middleOf(SQUARE)).toEqual([118.5, 39.5])
  expect(boundsOf([])).toBeUndefined()
})

it('fills a place with its colour, and others with the usual one', () => {
  const places = outlines({ type: 'FeatureCollection', complete: true, features: [SQUARE, { ...SQUARE, id: 'g3' }] })
  const features = filled(places, { g1: 'red' }, 'grey').features
  expect(features.map(({ properties: { place, fill } }) => [place, fill])).toEqual([['g1', 'red'], ['g3', 'grey']])
})
