import { expect, it } from 'vitest'
import { canonical, member, readJson } from './canonicalJson'

it.each([
  ['{"b":[1,2],"a":"甲"}', '{"a":"甲","b":[1,2]}'],
  [' { "b" : { "d" : null , "c" : true } , "a" : [ ] } ', '{"a":[],"b":{"c":true,"d":null}}'],
  ['{}', '{}'],
  ['[[],{},[{"a":{}}]]', '[[],{},[{"a":{}}]]'],
  ['"{\\"not\\": [an object]}"', '"{\\"not\\": [an object]}"'],
  ['"\\u7532\\/\\u0007\\n\\\\"', '"甲/\\u0007\\n\\\\"'],
])('writes %s as %s', (text, expected) => {
  expect(canonical(readJson(text))).toBe(expected)
})

it('keeps numbers as they were written', () => {
  const text = '[5.0,1e16,118.67120,9223372036854775807,-0.0]'
  expect(canonical(readJson(text))).toBe(text)
})

it('sorts keys as UTF-8 does, not as UTF-16', () => {
  expect(canonical(readJson('{"\u{1F4F7}":1,"\uFF21":2,"ab":3,"a":4}'))).toBe('{"a":4,"ab":3,"\uFF21":2,"\u{1F4F7}":1}')
})

it('finds a member, and takes null for nothing', () => {
  const value = readJson('{"body":{"a":1},"gone":null}')
  expect(canonical(member(value, 'body') ?? readJson('0'))).toBe('{"a":1}')
  expect(member(value, 'gone')).toBeUndefined()
  expect(member(value, 'never')).toBeUndefined()
})

it('refuses what is no JSON', () => {
  expect(() => readJson('{"a":')).toThrow(SyntaxError)
})
