import { expect, it } from 'vitest'
import { requestSaid, requestWords } from './request'

const NOW = new Date('2026-11-22T15:30:00+08:00')
const words = (command: Parameters<typeof requestSaid>[0], parameter: unknown, language: 'zh' | 'en' = 'zh') =>
  requestWords(requestSaid(command, parameter), NOW, language)

it('says what comes with each command', () => {
  expect(words('recharge', { amount_fen: 5000, count: 7 })).toBe('¥ 50.00，第 7 次购电')
  expect(words('direct_close', { contacted: true }, 'en')).toBe('The customer was contacted and agreed')
  expect(words('permit_close', { contacted: false })).toBe('没有联系到客户')
  expect(words('trip', { second_notice_at: Date.parse('2026-11-22T14:50:00+08:00') * 1000 })).toBe('今天 14:50 再次通知了客户')
  expect(words('set_clock', null)).toBeUndefined()
})

it('names a parameter and its value where both are known, and shows the bytes where they are not', () => {
  expect(words('set_parameter', { item: '04000302', value: '08' })).toBe('每屏显示时间（秒） 改为 8')
  expect(words('set_parameter', { item: '04000302', value: '0A' })).toBe('每屏显示时间（秒） 改为 0A')
  expect(words('set_parameter', { item: '04001001', value: '00005000' })).toBe('04001001 改为 00005000')
  expect(requestSaid('set_parameter', { oad: '4007-02-00', data: '1108' })).toEqual({
    kind: 'parameter', protocol: 'dlt698', identifier: '4007-02-00', hex: '1108',
  })
})

it('says that something is missing', () => {
  expect(requestSaid('recharge', undefined)).toEqual({ kind: 'missing', need: 'purchase' })
  expect(words('trip', null)).toBe('没有说明再次通知客户的时间')
})

it('hides nothing: what it does not know to the last member it shows as it came', () => {
  for (const [command, parameter] of [
    ['set_clock', { at: 1 }],
    ['trip', { second_notice_at: 1, item: '04000302' }],
    ['trip', { second_notice_at: '14:50' }],
    ['direct_close', { contacted: 'yes' }],
    ['set_parameter', { item: '04000302', value: '08', oad: '4007-02-00' }],
    ['set_parameter', { item: '04000302', value: '0x' }],
    ['recharge', { amount_fen: 50.5, count: 7 }],
    ['recharge', { amount_fen: 5000, count: 7, currency: 'USD' }],
    ['recharge', [5000, 7]],
  ] as const) {
    const raw = JSON.stringify(parameter)
    expect(requestSaid(command, parameter)).toEqual({ kind: 'unknown', raw })
    expect(words(command, parameter)).toContain(raw)
  }
})
