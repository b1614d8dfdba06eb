import { expect, it } from 'vitest'
import { lineDifference } from './lineDifference'

const signs = (from: string, to: string) =>
  lineDifference(from, to)?.hunks.map((hunk) => hunk.map(({ change, before, after, text }) => `${before ?? ''}|${after ?? ''}|${{ same: ' ', added: '+', removed: '-' }[change]}${text}`))

it('numbers the lines of both, and shows three around what differs', () => {
  const from = 'a\nb\nc\nd\ne\nf\ng\nh\n'
  expect(signs(from, from.replace('e', 'E'))).toEqual([['2|2| b', '3|3| c', '4|4| d', '5||-e', '|5|+E', '6|6| f', '7|7| g', '8|8| h']])
})

it('keeps far changes apart', () => {
  const from = Array.from({ length: 40 }, (_, at) => String(at)).join('\n')
  const found = lineDifference(from, `x\n${from.replace('39', '40')}`)
  expect(found?.hunks).toHaveLength(2)
  expect([found?.added, found?.removed]).toEqual([2, 1])
})

it('takes a file that is new, or gone, as all its lines', () => {
  expect(signs('', 'a\nb\n')).toEqual([['|1|+a', '|2|+b']])
  expect(signs('a\n', '')).toEqual([['1||-a']])
})

it('says that only the last line break differs', () => {
  expect(lineDifference('a', 'a\n')).toMatchObject({ added: 1, removed: 1 })
  expect(lineDifference('a\n', 'a\n')?.hunks).toEqual([])
})

it('gives up where nothing is alike', () => {
  const text = (word: string) => Array.from({ length: 3_000 }, (_, at) => `${word}${at}`).join('\n')
  expect(lineDifference(text('a'), text('b'))).toBeUndefined()
})
