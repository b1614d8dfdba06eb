import { expect, it } from 'vitest'
import { momentAt } from '../absences/days'
import type { DutyView } from '../api/types'
import { shownOn } from './shown'
import { daysOfWeek } from './week'

const DAYS = daysOfWeek('2025-07-07')
const duty = (from: [string, string], until: [string, string]) => ({ from: momentAt(...from), until: momentAt(...until) }) as DutyView
const columns = (one: DutyView) => DAYS.flatMap((day, at) => (shownOn(day, [one], at === 0).length > 0 ? [at] : []))

it('shows a night where it begins, and what goes on where it goes on', () => {
  expect(columns(duty(['2025-07-11', '18:00'], ['2025-07-12', '08:00']))).toEqual([4])
  expect(columns(duty(['2025-07-12', '08:00'], ['2025-07-13', '18:00']))).toEqual([5, 6])
  expect(columns(duty(['2025-07-08', '08:00'], ['2025-07-09', '00:00']))).toEqual([1])
})

it('shows the end of a night of the week before on Monday', () => {
  expect(columns(duty(['2025-07-06', '18:00'], ['2025-07-07', '08:00']))).toEqual([0])
})
