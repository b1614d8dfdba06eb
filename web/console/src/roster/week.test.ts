import { expect, it } from 'vitest'
import { daysOfWeek, mondayOf, readWeek, weekLater, weekNumber, weekSpan } from './week'

it.each([
  ['2025-07-07', '2025-07-07'],
  ['2025-07-11', '2025-07-07'],
  ['2025-07-13', '2025-07-07'],
  ['2025-01-01', '2024-12-30'],
])('%s lies in the week of %s', (day, monday) => {
  expect(mondayOf(day)).toBe(monday)
})

it('reads any day of a week, and nothing else', () => {
  expect(readWeek('2025-07-13')).toBe('2025-07-07')
  for (const written of [null, '', '2025-07', '2025-02-30', '2025-13-01']) expect(readWeek(written)).toBeUndefined()
})

it('has seven days, each where the one before ends, Sunday last', () => {
  const days = daysOfWeek('2025-07-07')
  expect(days.map(({ weekday }) => weekday)).toEqual([1, 2, 3, 4, 5, 6, 0])
  expect(days[0]?.from).toBe(weekSpan('2025-07-07').from)
  expect(days[6]?.until).toBe(weekSpan('2025-07-07').until)
  expect(days.every(({ from }, at) => at === 0 || from === days[at - 1]?.until)).toBe(true)
})

it('counts weeks by their Thursday', () => {
  expect(weekNumber('2025-07-07')).toBe(28)
  expect(weekNumber('2024-12-30')).toBe(1)
  expect(weekNumber('2020-12-28')).toBe(53)
  expect(weekLater('2024-12-30', -1)).toBe('2024-12-23')
})
