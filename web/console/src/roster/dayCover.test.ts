import { expect, it } from 'vitest'
import { momentAt } from '../absences/days'
import type { AbsenceView, DutyView } from '../api/types'
import { clashes, dayCover, left } from './dayCover'
import { daysOfWeek } from './week'

const SATURDAY = daysOfWeek('2025-07-07')[5] as NonNullable<ReturnType<typeof daysOfWeek>[5]>
const at = (time: string, day = '2025-07-12') => momentAt(day, time) as number
const duty = (person: string, kind: string, from: number, until: number) => ({ duty: `${person}${from}`, person, kind, from, until }) as DutyView
const away = (person: string, from: number, until: number) => ({ person, from, until }) as AbsenceView

const DAY = duty('a', 'day', at('08:00'), at('18:00'))
const NIGHT = duty('b', 'night', at('18:00'), at('08:00', '2025-07-13'))
const NIGHT_BEFORE = duty('c', 'night', at('18:00', '2025-07-11'), at('08:00'))

it('is covered when somebody is there every hour', () => {
  expect(dayCover(SATURDAY, [DAY, NIGHT, NIGHT_BEFORE], [])).toEqual({ people: ['c', 'a', 'b'], standby: [], gaps: [], state: 'full' })
})

it('says when nobody is there', () => {
  expect(dayCover(SATURDAY, [DAY], [])).toEqual({
    people: ['a'], standby: [], state: 'part',
    gaps: [{ from: at('00:00'), until: at('08:00') }, { from: at('18:00'), until: SATURDAY.until }],
  })
})

it('is covered by nobody if only the night before reaches into it, or somebody who is only called', () => {
  expect(dayCover(SATURDAY, [NIGHT_BEFORE], [])).toMatchObject({ people: ['c'], state: 'nobody', gaps: [{ from: at('08:00'), until: SATURDAY.until }] })
  expect(dayCover(SATURDAY, [{ ...DAY, kind: 'standby' }], [])).toMatchObject({ people: [], standby: ['a'], state: 'nobody' })
})

it('does not count whoever is away', () => {
  const whole = away('a', at('00:00'), SATURDAY.until)
  expect(dayCover(SATURDAY, [DAY], [whole])).toMatchObject({ people: [], state: 'nobody' })
  expect(dayCover(SATURDAY, [DAY], [away('b', at('00:00'), SATURDAY.until)])).toMatchObject({ people: ['a'], state: 'part' })
  expect(clashes([DAY, NIGHT], [whole])).toEqual([{ duty: DAY, absence: whole }])
})

it('takes times out of a time', () => {
  expect(left({ from: 0, until: 10 }, [{ from: 2, until: 3 }, { from: 8, until: 20 }, { from: 30, until: 40 }])).toEqual([{ from: 0, until: 2 }, { from: 3, until: 8 }])
  expect(left({ from: 0, until: 10 }, [{ from: -1, until: 10 }])).toEqual([])
})
