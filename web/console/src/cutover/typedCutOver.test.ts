import { expect, it } from 'vitest'
import { isAsked, isReady, requestOf, UNTYPED } from './typedCutOver'

const TYPED = { ...UNTYPED, area: 'A1', toGrid: 'g2' }

it('is tried out as soon as both ends are known, and planned with a reason', () => {
  expect(isAsked(UNTYPED)).toBe(false)
  expect(isAsked(TYPED)).toBe(true)
  expect(isReady(TYPED)).toBe(false)
  expect(isReady({ ...TYPED, reason: '网格调整' })).toBe(true)
})

it('asks the preview about now, whatever day was typed', () => {
  const typed = { ...TYPED, day: '2025-07-14', reason: ' 网格调整 ' }
  expect(requestOf(typed, '预览')).toEqual({ area: 'A1', to_grid: 'g2', takes_begun: false, reason: '预览' })
  expect(requestOf(typed)).toEqual({ area: 'A1', to_grid: 'g2', takes_begun: false, reason: '网格调整', from_day: '2025-07-14' })
  expect(requestOf({ ...typed, day: '' })).not.toHaveProperty('from_day')
})
