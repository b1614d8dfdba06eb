import { expect, it } from 'vitest'
import { pointFeatures, pointsWithin, type MapPoint } from './mapPoints'

const POINTS = [[1, 1], [5, 5], [9, 2]].map(
  ([lon = 0, lat = 0], at): MapPoint => ({ id: `p${at}`, lon, lat, words: '', fill: '#000', isChosen: at === 1 }),
)
const project = (place: unknown) => {
  const [x = 0, y = 0] = place as number[]
  return { x, y }
}

it('finds what a frame holds, whichever corner it was begun at', () => {
  const within = (from: [number, number], to: [number, number]) =>
    pointsWithin(POINTS, project, { from: { x: from[0], y: from[1] }, to: { x: to[0], y: to[1] } })
  expect(within([0, 0], [6, 6])).toEqual(['p0', 'p1'])
  expect(within([10, 6], [5, 0])).toEqual(['p1', 'p2'])
  expect(within([2, 2], [3, 3])).toEqual([])
})

it('draws each where it lies', () => {
  const { features } = pointFeatures(POINTS)
  expect(features[1]).toMatchObject({ geometry: { coordinates: [5, 5] }, properties: { point: 'p1', chosen: true } })
})
