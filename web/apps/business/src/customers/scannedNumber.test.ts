import { expect, it } from 'vitest'
import { numberOf } from './scannedNumber'

it.each([
  ['1330001000000000000019', '1330001000000000000019'],
  ['资产编号:1330001000000000000019;厂家:华立;2025-03', '1330001000000000000019'],
  ['http://pay.example/?no=1302000101&m=202611', '1302000101'],
  [' A-17 ', 'A-17'],
])('%s names %s', (code, number) => expect(numberOf(code)).toBe(number))
