import { expect, it } from 'vitest'
import { isOnLabel, isRightEnd, isWholeNumber } from './rightMeter'

const NUMBER = '000012345671'

it('takes the last four digits and nothing else', () => {
  expect(isRightEnd('', NUMBER)).toBeUndefined()
  expect(isRightEnd('567', NUMBER)).toBeUndefined()
  expect(isRightEnd('5671', NUMBER)).toBe(true)
  expect(isRightEnd('5672', NUMBER)).toBe(false)
  expect(isRightEnd('45671', NUMBER)).toBe(false)
  expect(isWholeNumber('0000 1234 5671', NUMBER)).toBe(true)
  expect(isWholeNumber('5671', NUMBER)).toBe(false)
})

it('knows the label of the meter from that of its neighbour', () => {
  expect(isOnLabel('表号:000012345671;华立', [NUMBER, null])).toBe(true)
  expect(isOnLabel('000012345672', [NUMBER])).toBe(false)
  expect(isOnLabel('99000012345671', [NUMBER])).toBe(false)
  expect(isOnLabel('3130001000001234567893', [NUMBER, '3130001000001234567893'])).toBe(true)
  expect(isOnLabel('', ['', null, undefined])).toBe(false)
})
