import { expect, it } from 'vitest'
import { movedCell } from './cellKeys'

it.each([
  ['ArrowRight', { row: 1, column: 2 }, { row: 1, column: 3 }],
  ['ArrowRight', { row: 1, column: 30 }, undefined],
  ['ArrowLeft', { row: 1, column: 0 }, undefined],
  ['ArrowDown', { row: 1, column: 2 }, { row: 2, column: 2 }],
  ['ArrowDown', { row: 3, column: 2 }, undefined],
  ['ArrowUp', { row: 0, column: 2 }, undefined],
  ['Home', { row: 2, column: 9 }, { row: 2, column: 0 }],
  ['End', { row: 2, column: 9 }, { row: 2, column: 30 }],
  ['Enter', { row: 2, column: 9 }, undefined],
])('%s from %o leads to %o', (key, at, next) => {
  expect(movedCell(key, at, 4, 31)).toEqual(next)
})
