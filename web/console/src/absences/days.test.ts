import { expect, it } from 'vitest'
import { dayAt, dayLater, daysOf, isWeekend, momentAt, monthAt, monthLater, monthSpan, readMonth } from './days'

const micros = (instant: string) => Date.parse(instant) * 1000

it('begins a day where the company does, not where the browser does', () => {
  expect(momentAt('2025-07-11')).toBe(micros('2025-07-10T16:00:00Z'))
  expect(momentAt('2025-07-11', '08:30')).toBe(micros('2025-07-11T00:30:00Z'))
  expect(dayAt(micros('2025-07-10T16:00:00Z'))).toBe('2025-07-11')
  expect(monthAt(micros('2025-07-31T16:00:00Z'))).toBe('2025-08')
})

it('knows no moment on a day that there is not', () => {
  expect(momentAt('')).toBeUndefined()
  expect(momentAt('2025-13-01')).toBeUndefined()
  expect(momentAt('2025-07-11', '')).toBeUndefined()
})

it('goes from month to month over the end of a year', () => {
  expect(monthLater('2025-12', 1)).toBe('2026-01')
  expect(monthLater('2025-01', -1)).toBe('2024-12')
  expect(dayLater('2024-02-28', 1)).toBe('2024-02-29')
})

it.each(['', '2025', '2025-00', '2025-13', 'July'])('takes "%s" for no month', (written) => {
  expect(readMonth(written)).toBeUndefined()
})

it('has every day of a month once, each where the one before ends', () => {
  const days = daysOf('2024-02')
  expect(days).toHaveLength(29)
  expect(days[0]?.from).toBe(monthSpan('2024-02').from)
  expect(days.at(-1)?.until).toBe(monthSpan('2024-02').until)
  expect(days.every(({ from }, at) => at === 0 || from === days[at - 1]?.until)).toBe(true)
  expect(days.filter(isWeekend).map(({ day }) => day.slice(8))).toEqual(['03', '04', '10', '11', '17', '18', '24', '25'])
})
