import { expect, it } from 'vitest'
import { areaOf } from './areas'

it.each([
  ['/', 'today'],
  ['/orders', 'orders'],
  ['/orders/0197', 'orders'],
  ['/audit/terminal%3A0197', 'audit'],
  ['/people/absences', 'people'],
  ['/roster', 'roster'],
  ['/meters/062010017330', 'meters'],
  ['/meter-works/0197', 'meter_works'],
  ['/nothing', undefined],
])('%s lies in %s', (path, area) => {
  expect(areaOf(path)?.name).toBe(area)
})
