import { expect, it } from 'vitest'
import type { KnownYear } from '../api/types'
import { daysOfWeek } from './week'
import { doubtfulYears, isDayOff, workday } from './workdays'

const YEARS: KnownYear[] = [{
  year: 2025, status: 'confirmed', source: '', working_days: ['2025-09-28', '2025-10-11'],
  days_off: [{ name: '国庆节、中秋节', from: '2025-10-01', to: '2025-10-08' }],
}]

const kinds = (monday: string, years = YEARS) => daysOfWeek(monday).map((day) => workday(day, years).kind)

it('knows holidays by name, and weekend days that are worked', () => {
  expect(kinds('2025-09-22')).toEqual(['work', 'work', 'work', 'work', 'work', 'weekend', 'moved'])
  expect(kinds('2025-10-06')).toEqual(['holiday', 'holiday', 'holiday', 'work', 'work', 'moved', 'weekend'])
  const [monday] = daysOfWeek('2025-10-06')
  expect(monday && workday(monday, YEARS)).toEqual({ kind: 'holiday', name: '国庆节、中秋节' })
})

it('counts a year that is not known by weekends, and says which', () => {
  expect(kinds('2025-10-06', [])).toEqual(['work', 'work', 'work', 'work', 'work', 'weekend', 'weekend'])
  expect(doubtfulYears(daysOfWeek('2025-10-06'), YEARS)).toEqual([])
  expect(doubtfulYears(daysOfWeek('2025-12-29'), YEARS)).toEqual([2026])
  expect(doubtfulYears(daysOfWeek('2025-10-06'), YEARS.map((year) => ({ ...year, status: 'unconfirmed' })))).toEqual([2025])
})

it('takes weekends and holidays for days off, and nothing else', () => {
  expect((['work', 'moved', 'weekend', 'holiday'] as const).map((kind) => isDayOff({ kind }))).toEqual([false, false, true, true])
})
