import { expect, it } from 'vitest'
import { typedSpan, untyped } from './newAbsence'

const TYPED = untyped('2025-07-11', 'p')
const micros = (instant: string) => Date.parse(instant) * 1000

it('takes the last of whole days in', () => {
  expect(typedSpan(TYPED)).toEqual({ from: micros('2025-07-11T00:00:00+08:00'), until: micros('2025-07-12T00:00:00+08:00') })
  expect(typedSpan({ ...TYPED, untilDay: '2025-07-31' })?.until).toBe(micros('2025-08-01T00:00:00+08:00'))
})

it('takes times as they are', () => {
  expect(typedSpan({ ...TYPED, isWholeDays: false, fromTime: '13:30' })).toEqual({
    from: micros('2025-07-11T13:30:00+08:00'), until: micros('2025-07-11T18:00:00+08:00'),
  })
})

it('has no time while a part of it is missing', () => {
  expect(typedSpan({ ...TYPED, untilDay: '' })).toBeUndefined()
  expect(typedSpan({ ...TYPED, isWholeDays: false, fromTime: '' })).toBeUndefined()
})
