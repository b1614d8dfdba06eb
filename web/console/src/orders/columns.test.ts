import { expect, it } from 'vitest'
import { readColumns, USUAL_COLUMNS, writeColumns } from './columns'

it('shows the usual columns unless others were chosen', () => {
  expect(readColumns(new URLSearchParams())).toEqual(USUAL_COLUMNS)
  expect(writeColumns(USUAL_COLUMNS)).toBeUndefined()
})

it('keeps the order of the columns and always the number', () => {
  expect(readColumns(new URLSearchParams('columns=state,title,nonsense'))).toEqual(['order_no', 'title', 'state'])
})

it('reads what it wrote', () => {
  const written = writeColumns(['deadline', 'order_no'])
  expect(readColumns(new URLSearchParams({ columns: written ?? '' }))).toEqual(['order_no', 'deadline'])
})
