import { expect, it } from 'vitest'
import { areaOf } from './areas'

it.each([
  ['/', 'today'],
  ['/orders', 'orders'],
  ['/orders/0197', 'orders'],
  ['/audit/terminal%3A0197', 'audit'],
  ['/people/absences', 'people'],
  ['/roster', 'roster'],
  ['/meters/works/0197', 'meters'],
  ['/nothing', undefined],
])('%s lies in %s', (path, area) => {
  expect(areaOf(path)?.name).toBe(area)
})
