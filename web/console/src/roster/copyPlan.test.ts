import { expect, it } from 'vitest'
import type { AbsenceView, DutyView, PersonView } from '../api/types'
import { asNew, copyPlan } from './copyPlan'

const DAY = 24 * 3_600_000_000
const PEOPLE = ['a', 'b', 'gone'].map((person) => ({ person, active: person !== 'gone' })) as PersonView[]
const duty = (person: string, from: number, kind = 'day') => ({ duty: `${person}${from}`, person, kind, from, until: from + 10, note: '' }) as DutyView
const plan = (before: DutyView[], there: DutyView[] = [], absences: AbsenceView[] = []) =>
  copyPlan(before, { from: 0, until: 7 * DAY }, 7, { there, absences, people: PEOPLE }).map(({ outcome, from }) => [outcome, from])

it('adds what begins in the week, seven days later', () => {
  expect(plan([duty('a', -5), duty('a', 0), duty('b', 7 * DAY)])).toEqual([['added', 7 * DAY]])
})

it('leaves out what is there already: the same person, kind and beginning', () => {
  const [same, another] = [duty('a', 7 * DAY), duty('a', 7 * DAY, 'night')]
  expect(plan([duty('a', 0)], [same])).toEqual([['there', 7 * DAY]])
  expect(plan([duty('a', 0)], [another])).toEqual([['added', 7 * DAY]])
})

it('leaves out who is away then or works there no longer', () => {
  const away = { person: 'a', from: 7 * DAY + 5, until: 8 * DAY } as AbsenceView
  expect(plan([duty('a', 0), duty('b', 0), duty('gone', 0), duty('elsewhere', 0)], [], [away])).toEqual([
    ['away', 7 * DAY], ['added', 7 * DAY], ['left', 7 * DAY], ['left', 7 * DAY],
  ])
})

it('makes a duty of its own of it', () => {
  const [copied] = copyPlan([duty('a', 3)], { from: 0, until: 9 }, 1, { there: [], absences: [], people: PEOPLE })
  expect(copied && asNew(copied)).toEqual({ person: 'a', kind: 'day', from: DAY + 3, until: DAY + 13, note: '' })
  expect(copied && asNew({ ...copied, old: { ...copied.old, kind: 'later' } })).toBeUndefined()
})
