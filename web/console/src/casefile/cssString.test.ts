import { expect, it } from 'vitest'
import { cssString } from './cssString'

it.each([
  ['工单 2507', '"工单 2507"'],
  ['a"}b', '"a\\22 }b"'],
  ['a\\b', '"a\\5c b"'],
  ['a\nb', '"a\\a b"'],
  ['</style>', '"\\3c /style\\3e "'],
])('writes %s as a string that it cannot get out of', (text, expected) => {
  expect(cssString(text)).toBe(expected)
})
