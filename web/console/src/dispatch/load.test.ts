import { expect, it } from 'vitest'
import type { Loads } from '../api/types'
import { isTooMuch, loadsOfGrids, loadsOfPeople, NO_LOAD } from './load'

const LOADS: Loads = {
  people: [
    { person: 'a', open: 12, due_soon: 2, overdue: 1, most_in_hand: 12 },
    { person: 'b', open: 3, due_soon: 0, overdue: 0, most_in_hand: null },
  ],
  grids: [{ grid: 'g', open: 20, due_soon: 1, overdue: 0, undispatched: 4 }],
  nowhere: 1, open: 21, undispatched: 4,
}

it('is read as the platform counted it', () => {
  expect(loadsOfPeople(LOADS).get('a')).toEqual({ open: 12, soon: 2, late: 1, most: 12 })
  expect(loadsOfPeople(LOADS).get('b')).toEqual({ open: 3, soon: 0, late: 0 })
  expect(loadsOfGrids(LOADS).get('g')).toEqual({ open: 20, soon: 1, late: 0 })
  expect(loadsOfPeople(undefined).size).toBe(0)
})

it('says when one more is too much', () => {
  expect(isTooMuch({ ...NO_LOAD, open: 12, most: 12 }, 1)).toBe(true)
  expect(isTooMuch({ ...NO_LOAD, open: 11, most: 12 }, 1)).toBe(false)
  expect(isTooMuch({ ...NO_LOAD, open: 11, most: 12 }, 2)).toBe(true)
  expect(isTooMuch({ ...NO_LOAD, open: 500 }, 1)).toBe(false)
})
