import { PALETTES } from '@ronghe/ui'
import { expect, it } from 'vitest'
import { gridFill } from './grids'

it('shows what is late before what is much', () => {
  const palette = PALETTES.outdoor
  expect(gridFill({ open: 20, soon: 2, late: 1 }, palette)).toBe(palette.meanings.late.ground)
  expect(gridFill({ open: 20, soon: 0, late: 0 }, palette)).toBe(palette.meanings.running.ground)
  expect(gridFill(undefined, palette)).toBe(palette.surface)
})
