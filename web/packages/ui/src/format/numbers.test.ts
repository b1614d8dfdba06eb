import { describe, expect, it } from 'vitest'
import {
  formatCapacity, formatDistance, formatEnergy, formatFileSize, formatMoney, formatScaled, formatSeconds, groupMobile, groupNumber,
  parseScaled, plainScaled, withoutTrailingZeros,
} from './numbers'

describe('numbers for reading aloud', () => {
  it('groups customer numbers and meter addresses in fours', () => {
    expect(groupNumber('1302000123456')).toBe('1302 0001 2345 6')
    expect(groupNumber('000012345678')).toBe('0000 1234 5678')
  })

  it('leaves masked and mixed numbers alone', () => {
    expect(groupNumber('130***3456')).toBe('130***3456')
    expect(groupMobile('138****1234')).toBe('138****1234')
  })

  it('groups a mobile number as it is said', () => {
    expect(groupMobile('13800001234')).toBe('138 0000 1234')
  })
})

describe('scaled integers', () => {
  it.each([
    [1234, 2, '12.34'],
    [5, 2, '0.05'],
    [0, 2, '0.00'],
    [-5, 2, '-0.05'],
    [7, 0, '7'],
    [90071992547409, 4, '9007199254.7409'],
  ])('writes %d with %d decimals as %s and reads it back', (value, scale, text) => {
    expect(plainScaled(value, scale)).toBe(text)
    expect(parseScaled(text, scale)).toBe(value)
  })

  it.each(['', '.', '-', '1.234', '12a', '1e5', '9007199254740993'])('refuses "%s"', (typed) => {
    expect(parseScaled(typed, 2)).toBeUndefined()
  })

  it('completes missing decimals', () => {
    expect(parseScaled('12', 2)).toBe(1200)
    expect(parseScaled('.5', 2)).toBe(50)
  })

  it.each([['1,600.000', '1,600'], ['0.820', '0.82'], ['0.000', '0'], ['100', '100']])('says %s as %s', (digits, said) => {
    expect(withoutTrailingZeros(digits)).toBe(said)
  })

  it('parts thousands', () => {
    expect(formatScaled(123456789, 2)).toBe('1,234,567.89')
    expect(formatScaled(-123456, 0)).toBe('−123,456')
  })
})

describe('quantities', () => {
  it('never shows a number without its unit', () => {
    expect(formatEnergy(12345600)).toBe('1,234.56 kWh')
    expect(formatEnergy(12345678)).toBe('1,234.5678 kWh')
    expect(formatCapacity(800, 'kW')).toBe('8 kW')
    expect(formatCapacity(1250, 'kVA')).toBe('12.5 kVA')
    expect(formatCapacity(10000, 'kW')).toBe('100 kW')
    expect(formatMoney(1205)).toBe('¥ 12.05')
    expect(formatDistance(35.4)).toBe('35 m')
    expect(formatDistance(1234)).toBe('1.2 km')
    expect(formatFileSize(812_000)).toBe('812 KB')
    expect(formatFileSize(1_400_000)).toBe('1.4 MB')
    expect(formatFileSize(999)).toBe('999 B')
    expect(formatSeconds(18_400)).toBe('0:18')
    expect(formatSeconds(64_600)).toBe('1:05')
  })
})
