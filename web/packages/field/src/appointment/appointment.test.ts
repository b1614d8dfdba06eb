import { expect, it } from 'vitest'
import { appointmentBegin, appointmentWords, isForToday } from './appointment'

/** 15:20 in Shanghai. */
const NOW = new Date('2025-07-11T07:20:00Z')

it('is said as a day with its part, or as a moment', () => {
  expect(appointmentWords({ date: '2025-07-12', period: 'morning' }, NOW, 'zh')).toBe('明天 上午')
  expect(appointmentWords({ date: '2025-07-12', period: 'morning' }, NOW, 'en')).toBe('tomorrow, morning')
  expect(appointmentWords({ date: '2025-07-11' }, NOW, 'zh')).toBe('今天')
  expect(appointmentWords({ at: NOW.getTime() * 1000 }, NOW, 'zh')).toBe('今天 15:20')
  expect(appointmentWords({}, NOW, 'zh')).toBeUndefined()
})

it('begins with its part of the day', () => {
  expect(appointmentBegin({ date: '2025-07-12', period: 'afternoon' })).toEqual(new Date('2025-07-12T05:00:00Z'))
})

it('is for today while today or missed', () => {
  expect(isForToday({ date: '2025-07-10' }, NOW)).toBe(true)
  expect(isForToday({ date: '2025-07-11', period: 'evening' }, NOW)).toBe(true)
  expect(isForToday({ date: '2025-07-12' }, NOW)).toBe(false)
})
