import { expect, it } from 'vitest'
import { NUMBER_FORMATS, isPersonName, tidyName } from './formats'

it.each([
  ['id-no', '11010519491231002X', undefined],
  ['id-no', '11010519491231002x', undefined],
  ['id-no', '110105194912310021', 'check_digit'],
  ['id-no', '11010519491331002X', 'date'],
  ['id-no', '11010519490230002X', 'date'],
  ['id-no', '1101051949123100', 'length'],
  ['uscc', '91110000802100433B', undefined],
  ['uscc', '91110000802100433C', 'check_digit'],
  ['uscc', '9111000080210O433B', 'characters'],
  ['asset-no', '3130001000001234567893', undefined],
  ['asset-no', '3130001000002134567893', 'check_digit'],
  ['customer-no', '0301234567', undefined],
  ['customer-no', '1300301234567', undefined],
  ['customer-no', '03012345678', 'length'],
  ['customer-no', '03012３4567', 'characters'],
  ['mobile', '13800001234', undefined],
  ['mobile', '23800001234', 'characters'],
  ['comm-address', '000012345678', undefined],
  ['comm-address', '00001234567A', 'characters'],
] as const)('%s %s: %s', (format, text, fault) => {
  expect(NUMBER_FORMATS[format]?.(text)).toBe(fault)
})

it.each(['王小明', '赵刚（所长）', '买买提·艾力', 'John Smith', "Jean-Luc O'Neill"])('%s is a name', (name) => {
  expect(isPersonName(name)).toBe(true)
})

it.each([
  ['赵刚 ', '赵刚'],
  [' 赵刚', '赵刚'],
  ['赵 刚', '赵刚'],
  ['赵\u3000刚', '赵刚'],
  ['赵刚\u00a0', '赵刚'],
  ['赵\u200b刚', '赵刚'],
  ['赵刚\ufeff', '赵刚'],
  ['John  Smith', 'John Smith'],
  ['John\tSmith ', 'John Smith'],
  [' ', ''],
])('%j is no name, but %j is how it is written', (typed, written) => {
  expect(isPersonName(typed)).toBe(false)
  expect(tidyName(typed)).toBe(written)
})
