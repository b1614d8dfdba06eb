import { expect, it } from 'vitest'
import { clockWords } from './clock'

it.each([
  [0, '准'],
  [12, '快 12 秒'],
  [-303, '慢 5 分 3 秒'],
])('a clock that is %i s ahead', (ahead, words) => {
  expect(clockWords(ahead, 'zh')).toBe(words)
})
