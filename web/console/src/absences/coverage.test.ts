import { expect, it } from 'vitest'
import type { AbsenceView, GridView, PersonView } from '../api/types'
import { common, touches, uncovered, united } from './coverage'

const PEOPLE = ['a', 'b', 'c', 'gone'].map((person) => ({ person, active: person !== 'gone' })) as PersonView[]

const away = (person: string, from: number, until: number) => ({ person, from, until }) as AbsenceView
const grid = (primary: string | null, backup: string | null) => ({ grid: 'g', primary, backup }) as GridView
const spans = (grids: GridView[], ...absences: AbsenceView[]) => uncovered(grids, absences, PEOPLE).map(({ from, until }) => [from, until])

it('warns for the time in which both are away, and no longer', () => {
  expect(spans([grid('a', 'b')], away('a', 1, 5), away('b', 3, 9))).toEqual([[3, 5]])
  expect(spans([grid('a', 'b')], away('a', 1, 3), away('b', 3, 9))).toEqual([])
})

it('joins absences of one person that overlap or follow one another', () => {
  expect(spans([grid('a', 'b')], away('a', 4, 8), away('a', 1, 4), away('a', 2, 3), away('b', 0, 20))).toEqual([[1, 8]])
})

it('counts a vacancy, and who has left, as nobody', () => {
  expect(spans([grid('a', null)], away('a', 1, 5))).toEqual([[1, 5]])
  expect(spans([grid('gone', 'a')], away('a', 1, 5))).toEqual([[1, 5]])
  expect(spans([grid('a', 'a')], away('a', 1, 5))).toEqual([[1, 5]])
})

it('does not warn of a grid that nobody answers for anyway', () => {
  expect(spans([grid(null, null), grid('gone', null)], away('a', 1, 5), away('gone', 1, 5))).toEqual([])
})

it('knows what touches: an end that is a beginning does not', () => {
  expect(touches({ from: 1, until: 2 }, { from: 2, until: 3 })).toBe(false)
  expect(touches({ from: 1, until: 3 }, { from: 2, until: 3 })).toBe(true)
  expect(united([])).toEqual([])
  expect(common([{ from: 1, until: 9 }], [{ from: 2, until: 3 }, { from: 5, until: 12 }])).toEqual([{ from: 2, until: 3 }, { from: 5, until: 9 }])
})
