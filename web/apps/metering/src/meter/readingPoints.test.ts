import { expect, it } from 'vitest'
import { placed, readingPoints } from './readingPoints'

const read = (ended_at: number, total_kwh_e4: number) => ({ ended_at, readings: { total_kwh_e4 } })

it('shows a course from three readings on, the oldest first', () => {
  expect(readingPoints([read(3, 30), { ended_at: 2 }, read(1, 10)])).toBeUndefined()
  expect(readingPoints([read(3, 30), read(1, 10), { ended_at: 4, readings: null }, read(2, 20)])).toEqual([
    { at: 1, total_kwh_e4: 10 },
    { at: 2, total_kwh_e4: 20 },
    { at: 3, total_kwh_e4: 30 },
  ])
})

it('places time to the right and energy upwards', () => {
  const points = readingPoints([read(0, 0), read(5, 10), read(10, 40)]) ?? []
  expect(placed(points, 100, 40)).toEqual([{ x: 0, y: 40 }, { x: 50, y: 30 }, { x: 100, y: 0 }])
  const still = readingPoints([read(0, 7), read(5, 7), read(10, 7)]) ?? []
  expect(placed(still, 100, 40).map(({ y }) => y)).toEqual([20, 20, 20])
})
