import { expect, it } from 'vitest'
import { isLongEnough, pinKeyOf, press, PIN_LEN_MAX, type PinKey } from './pin'

const typed = (keys: PinKey[]) => keys.reduce(press, '')

it('takes digits and takes the last one back', () => {
  expect(typed(['1', '2', '3', 'delete', '4'])).toBe('124')
  expect(typed(['delete'])).toBe('')
})

it('is long enough from six digits on, and never longer than a card has', () => {
  expect(isLongEnough('12345')).toBe(false)
  expect(isLongEnough('123456')).toBe(true)
  expect(typed(Array<PinKey>(20).fill('7'))).toHaveLength(PIN_LEN_MAX)
})

it('reads the keys of a keyboard', () => {
  expect(pinKeyOf('5')).toBe('5')
  expect(pinKeyOf('Backspace')).toBe('delete')
  expect(pinKeyOf('Enter')).toBeUndefined()
  expect(pinKeyOf('F1')).toBeUndefined()
})
