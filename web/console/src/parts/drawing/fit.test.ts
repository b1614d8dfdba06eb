import { expect, it } from 'vitest'
import { around, fitting, isLegible, type Box } from './fit'

const WIDE: Box = { x: 100, y: 50, width: 1600, height: 1000 }

/** Where the drawing's edges come to lie on the canvas, in pixels. */
function shown(drawing: Box, canvas: { width: number; height: number }) {
  const view = fitting(drawing, canvas)
  const scale = canvas.width / view.width
  expect(canvas.height / view.height).toBeCloseTo(scale)
  const [left, top] = [(drawing.x - view.x) * scale, (drawing.y - view.y) * scale]
  return { scale, left, top, right: left + drawing.width * scale, bottom: top + drawing.height * scale }
}

it.each([
  ['a pane beside others', { width: 430, height: 350 }],
  ['a phone', { width: 364, height: 480 }],
  ['a page', { width: 1216, height: 480 }],
  ['a window', { width: 1340, height: 720 }],
])('keeps the corners of %s free', (_, canvas) => {
  const { left, top, right, bottom } = shown(WIDE, canvas)
  expect(left).toBeGreaterThanOrEqual(0)
  expect(top).toBeGreaterThanOrEqual(0)
  const isBeside = right <= canvas.width - 190
  const isBetween = top >= 40 && bottom <= canvas.height - 40 && right <= canvas.width
  expect(isBeside || isBetween).toBe(true)
})

it('takes the larger of the two ways', () => {
  expect(shown(WIDE, { width: 1216, height: 480 }).scale).toBeCloseTo(468 / 1000)
  expect(shown(WIDE, { width: 430, height: 350 }).scale).toBeCloseTo(418 / 1600)
})

it('does not enlarge', () => {
  expect(shown({ ...WIDE, width: 160, height: 100 }, { width: 1216, height: 480 }).scale).toBe(1)
})

it('shows what is open where all of a large drawing could not be read', () => {
  const [TEN_STAGES, canvas] = [{ x: 0, y: 0, width: 4200, height: 1300 }, { width: 1340, height: 720 }]
  expect(isLegible(WIDE, canvas)).toBe(true)
  expect(isLegible(TEN_STAGES, canvas)).toBe(false)
  const open: Box = { x: 2000, y: 600, width: 100, height: 80 }
  const view = around(open, TEN_STAGES, canvas)
  expect(canvas.width / view.width).toBeCloseTo(0.8)
  expect(view.x + view.width / 2).toBeCloseTo(2050)
  expect(view.y + view.height / 2).toBeCloseTo(640)
  const first = around({ ...open, x: 20, y: 20 }, TEN_STAGES, canvas)
  expect([first.x, first.y]).toEqual([-6, -6])
})
