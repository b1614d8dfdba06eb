import { expect, it } from 'vitest'
import type { TerminalView } from '../api/types'
import { isNotSeen } from './notSeen'

const NOW = new Date('2025-07-11T07:20:00Z')
const seen = (state: TerminalView['state'], hoursAgo: number | null) =>
  ({ state, last_seen: hoursAgo === null ? null : (NOW.getTime() - hoursAgo * 3_600_000) * 1000 }) as TerminalView

it.each([
  ['active', 2, false],
  ['active', 30, true],
  ['active', null, true],
  ['locked', 300, false],
  ['lost', null, false],
] as const)('%s, last seen %s hours ago: %s', (state, hoursAgo, expected) => {
  expect(isNotSeen(seen(state, hoursAgo), NOW)).toBe(expected)
})
