import { expect, it } from 'vitest'
import { attribute698, identified, item645, item645Of, purchase, secondNotice, timeOf } from './parameter'

const NOW = new Date('2026-11-22T15:30:00+08:00')

it('takes the second notice as a time of today that has passed', () => {
  expect(secondNotice('14:50', NOW)).toEqual({ second_notice_at: new Date('2026-11-22T14:50:00+08:00').getTime() * 1000 })
  expect(secondNotice('15:30', NOW)).toBeDefined()
  expect(secondNotice('15:31', NOW)).toBeUndefined()
  expect(secondNotice('', NOW)).toBeUndefined()
  expect(timeOf(NOW)).toBe('15:30')
  // Just after midnight "today" is the company's, not the browser's.
  expect(secondNotice('00:05', new Date('2026-11-22T00:10:00+08:00'))).toEqual({
    second_notice_at: new Date('2026-11-22T00:05:00+08:00').getTime() * 1000,
  })
})

it('writes parameters as the key machine reads them', () => {
  expect(item645('04 00 03 02', '0a')).toEqual({ item: '04000302', value: '0A' })
  expect(item645('0400030', '0A')).toBeUndefined()
  expect(item645('04000302', '0A0')).toBeUndefined()
  expect(item645Of('04000302', '8')).toEqual({ item: '04000302', value: '08' })
  expect(item645Of('04000302', '120')).toBeUndefined()
  expect(attribute698('4007-02-00', '1108')).toEqual({ oad: '4007-02-00', data: '1108' })
  expect(attribute698('4007', '1108')).toBeUndefined()
  expect(identified('dlt645', '04 00 03 02')).toEqual({ item: '04000302' })
  expect(identified('dlt645', '0400')).toBeUndefined()
  expect(identified('dlt698', '4007-02-00')).toEqual({ oad: '4007-02-00' })
  expect(identified('dlt698', '40070200')).toBeUndefined()
})

it('takes no purchase of nothing', () => {
  expect(purchase('50.00', '7')).toEqual({ amount_fen: 5000, count: 7 })
  for (const [amount, count] of [['0', '7'], ['-1', '7'], ['1.234', '7'], ['50', '0'], ['50', '']] as const) {
    expect(purchase(amount, count)).toBeUndefined()
  }
})
