import { expect, it } from 'vitest'
import { momentAt } from '../absences/days'
import type { AbsenceView, DutyView } from '../api/types'
import { doubts, moved, spanFault, typedSpan, untyped, usualHours } from './newDuty'

const span = (from: string, until: string) => ({ from: Date.parse(from) * 1000, until: Date.parse(until) * 1000 })

it('begins with the usual hours of a kind, over midnight where they are', () => {
  expect(typedSpan(untyped('2025-07-12', 'p'))).toEqual(span('2025-07-12T08:00+08:00', '2025-07-12T18:00+08:00'))
  expect(usualHours('night', '2025-07-31')).toEqual({ fromDay: '2025-07-31', fromTime: '18:00', untilDay: '2025-08-01', untilTime: '08:00' })
  expect(usualHours('lead', '2025-07-12').untilDay).toBe('2025-07-13')
})

it('moves the end with the beginning', () => {
  const night = { ...untyped('2025-07-12', 'p'), ...usualHours('night', '2025-07-12') }
  expect(moved(night, '2025-07-19')).toEqual({ fromDay: '2025-07-19', untilDay: '2025-07-20' })
  expect(moved(night, '')).toEqual({ fromDay: '' })
})

it('has no time while a part of it is missing, and knows what the platform refuses', () => {
  expect(typedSpan({ ...untyped('2025-07-12', 'p'), untilTime: '' })).toBeUndefined()
  expect(spanFault({ from: 5, until: 5 })).toBe('backwards')
  expect(spanFault(span('2025-07-12T08:00Z', '2025-07-15T08:00Z'))).toBeUndefined()
  expect(spanFault(span('2025-07-12T08:00Z', '2025-07-15T08:01Z'))).toBe('long')
})

it('finds what speaks against it: away, there already, on duty otherwise', () => {
  const from = momentAt('2025-07-12', '08:00') as number
  const duty = (person: string, kind: string, begin: number, until: number) => ({ person, kind, from: begin, until }) as DutyView
  const [same, other, after] = [duty('p', 'day', from, from + 9), duty('p', 'night', from + 5, from + 20), duty('p', 'day', from + 10, from + 20)]
  const absence = { person: 'p', from: from + 9, until: from + 99 } as AbsenceView
  const found = doubts('p', 'day', { from, until: from + 10 }, [same, other, after, duty('q', 'day', from, from + 9)], [absence, { ...absence, person: 'q' }])
  expect(found).toEqual({ away: [absence], same, others: [other] })
})
