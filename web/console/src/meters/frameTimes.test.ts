import { expect, it } from 'vitest'
import { framesText, secondsBetween, spaced } from './frameTimes'

it('counts from the beginning, whatever a corrected clock did meanwhile', () => {
  expect(secondsBetween(1_000_000, 2_250_000, 3)).toBe('1.250')
  expect(secondsBetween(1_000_000, 999_000, 3)).toBe('-0.001')
})

it('copies what was on the line, a line a frame', () => {
  expect(spaced('fefe6811')).toBe('FE FE 68 11')
  expect(framesText([{ at: 1_000_000, way: 'sent', hex: '68aa' }, { at: 1_412_345, way: 'heard', hex: '6891' }], 1_000_000)).toBe(
    '+0.000 sent 68 AA\n+0.412 heard 68 91',
  )
})
