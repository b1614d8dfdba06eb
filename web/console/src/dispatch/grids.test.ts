import { PALETTES } from '@ronghe/ui'
import { expect, it } from 'vitest'
import type { GridView, OrderLineView } from '../api/types'
import { gridFill, gridOf } from './grids'

const GRIDS = [
  { grid: 'g1', primary: 'a', backup: 'b' },
  { grid: 'g2', primary: 'b', backup: 'a' },
] as GridView[]

const having = (assignee?: string) => ({ stages: [{ assignee }] }) as OrderLineView

it('counts an order for the grid that its worker manages, before one that he backs up', () => {
  expect(gridOf(having('a'), GRIDS)).toBe('g1')
  expect(gridOf(having('b'), GRIDS)).toBe('g2')
  expect(gridOf(having(undefined), GRIDS)).toBeUndefined()
})

it('shows what is late before what is much', () => {
  const palette = PALETTES.outdoor
  expect(gridFill({ open: 20, soon: 2, late: 1 }, palette)).toBe(palette.meanings.late.ground)
  expect(gridFill({ open: 20, soon: 0, late: 0 }, palette)).toBe(palette.meanings.running.ground)
  expect(gridFill(undefined, palette)).toBe(palette.surface)
})
