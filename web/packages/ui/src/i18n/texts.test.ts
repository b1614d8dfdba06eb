import { expect, it } from 'vitest'
import { defineTexts, translate } from './texts'

const texts = defineTexts({
  'sample.list.left': { zh: '还剩 {count} 项', en: '{count} {count|item|items} left' },
})

it('fills in parameters', () => {
  expect(translate(texts['sample.list.left'], 'zh', { count: 3 })).toBe('还剩 3 项')
})

it('chooses singular and plural in English', () => {
  expect(translate(texts['sample.list.left'], 'en', { count: 1 })).toBe('1 item left')
  expect(translate(texts['sample.list.left'], 'en', { count: 2 })).toBe('2 items left')
})

it('leaves a parameter that was not given visible, so that it is noticed', () => {
  expect(translate(texts['sample.list.left'], 'zh')).toBe('还剩 {count} 项')
})
