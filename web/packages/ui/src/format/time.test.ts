import { describe, expect, it } from 'vitest'
import { deadlineMeaning, deadlineShare, formatDeadline } from './deadline'
import { formatDueMoment, formatExact, formatExactDue, formatMoment, formatPast, formatSpan } from './time'

// 15:20 in Shanghai.
const NOW = new Date('2025-07-11T07:20:00Z')

describe('deadlines', () => {
  const start = new Date('2025-07-10T07:20:00Z')

  it('says what is left and the exact time', () => {
    const words = formatDeadline({ start, due: new Date('2025-07-11T08:40:00Z') }, NOW, 'zh')
    expect(words).toEqual({ relative: '还剩 1 小时 20 分', exact: '今天 16:40 到期' })
  })

  it('counts working days where the policy does', () => {
    const due = new Date('2025-07-15T09:00:00Z')
    expect(formatDeadline({ start, due, workingDaysLeft: 2 }, NOW, 'zh')).toEqual({
      relative: '还剩 2 个工作日',
      exact: '7月15日周二 17:00 到期',
    })
    expect(formatDeadline({ start, due, workingDaysLeft: 1 }, NOW, 'en').relative).toBe('1 working day left')
  })

  it('turns to hours on the last working day', () => {
    const due = new Date('2025-07-11T09:00:00Z')
    expect(formatDeadline({ start, due, workingDaysLeft: 0 }, NOW, 'zh').relative).toBe('还剩 1 小时 40 分')
  })

  it('says how long it is overdue', () => {
    const late = { start, due: new Date('2025-07-10T04:20:00Z') }
    expect(formatDeadline(late, NOW, 'zh')).toEqual({ relative: '超期 1 天 3 小时', exact: '应于 昨天 12:20 完成' })
    expect(deadlineMeaning(late, NOW)).toBe('late')
  })

  it('turns amber near the end and shows nothing urgent while paused', () => {
    expect(deadlineMeaning({ start, due: new Date('2025-07-11T08:40:00Z') }, NOW)).toBe('soon')
    expect(deadlineMeaning({ start, due: new Date('2025-07-15T08:40:00Z') }, NOW)).toBe('running')
    // Nobody said when these started: a day before the end.
    expect(deadlineMeaning({ due: new Date('2025-07-12T06:00:00Z') }, NOW)).toBe('soon')
    expect(deadlineMeaning({ due: new Date('2025-07-12T08:00:00Z') }, NOW)).toBe('running')
    const paused = { start, due: new Date('2025-07-10T08:40:00Z'), paused: true }
    expect(deadlineMeaning(paused, NOW)).toBe('plain')
    expect(formatDeadline(paused, NOW, 'zh')).toEqual({ relative: '计时已暂停', exact: '原定 昨天 16:40' })
  })
})

it('does not fill a bar from a start that nobody gave', () => {
  const due = new Date('2025-07-11T13:20:00Z')
  expect(deadlineShare({ start: new Date('2025-07-11T01:20:00Z'), due }, NOW)).toBe(0.5)
  expect(deadlineShare({ due }, NOW)).toBeUndefined()
})

describe('moments', () => {
  it('follows the company\'s day, not the browser\'s', () => {
    // 00:30 on the 12th in Shanghai is still the 11th in UTC.
    expect(formatMoment(new Date('2025-07-11T16:30:00Z'), NOW, 'zh')).toBe('明天 00:30')
  })

  it('names another year', () => {
    expect(formatMoment(new Date('2024-12-31T01:00:00Z'), NOW, 'zh')).toBe('2024年12月31日周二 09:00')
  })

  it('says how long ago, with the exact time', () => {
    expect(formatPast(new Date('2025-07-11T07:05:00Z'), NOW, 'zh')).toEqual({ relative: '15 分前', exact: '今天 15:05' })
    expect(formatPast(new Date('2025-07-11T07:19:50Z'), NOW, 'en').relative).toBe('just now')
  })

  it('writes records to the second', () => {
    expect(formatExact(new Date('2025-07-11T16:30:05Z'))).toBe('2025-07-12 00:30:05')
  })
})

it('rounds spans down to two units', () => {
  expect(formatSpan(59 * 60_000 + 59_000, 'zh')).toBe('59 分')
  expect(formatSpan(26 * 60 * 60_000, 'en')).toBe('1 d 2 h')
})

it('says of what is due at midnight that it is due on the day that ends', () => {
  const midnight = new Date('2025-07-11T16:00:00Z')
  expect(formatDueMoment(midnight, NOW, 'zh')).toBe('今天 24:00')
  expect(formatDeadline({ due: midnight }, NOW, 'zh').exact).toBe('今天 24:00 到期')
  expect(formatExactDue(midnight)).toBe('2025-07-11 24:00:00')
  const after = new Date('2025-07-11T16:01:00Z')
  expect(formatDueMoment(after, NOW, 'zh')).toBe('明天 00:01')
  expect(formatExactDue(after)).toBe('2025-07-12 00:01:00')
})
