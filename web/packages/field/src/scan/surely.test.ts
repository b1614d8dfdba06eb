import { expect, it } from 'vitest'
import type { CodeRead } from './readCode'
import { Surely } from './surely'

const bars = (text: string): CodeRead => ({ text, isCertain: false })
const square = (text: string): CodeRead => ({ text, isCertain: true })

it.each([
  ['a bar code that is read twice alike', [bars('a'), undefined, bars('a')], [undefined, undefined, 'a']],
  ['a misread one not', [bars('a'), bars('b'), bars('c')], [undefined, undefined, undefined]],
  ['a square one at once', [square('a')], ['a']],
  ['what still lies there only once', [square('a'), square('a'), bars('a')], ['a', undefined, undefined]],
  ['the next one', [square('a'), square('b'), square('a')], ['a', 'b', 'a']],
])('gives %s', (_, looks, given) => {
  const surely = new Surely()
  expect(looks.map((look) => surely.hear(look))).toEqual(given)
})
