import { expect, it } from 'vitest'
import type { LimitView, StageView } from '../api/types'
import { limitGroups, limitsInOrder, limitState } from './limitStates'

const limit = (change: Partial<LimitView>) => ({ limit: 'total/', level: 'on_time', breach: 'none', due_at: 5, wants_reason: false, ...change }) as LimitView

it.each([
  [{}, undefined],
  [{ level: 'overdue', breach: 'overdue' }, undefined],
  [{ level: 'paused', due_at: null }, 'paused'],
  [{ level: null, due_at: null }, 'without_date'],
  [{ ended_at: 4 }, 'kept'],
  [{ ended_at: 6, level: 'overdue', breach: 'overdue' }, 'missed'],
  [{ ended_at: 4, breach: 'corrected' }, 'kept_after_all'],
] as [Partial<LimitView>, string | undefined][])('%j is %s', (change, state) => {
  expect(limitState(limit(change))).toBe(state)
})

it('puts what needs somebody first', () => {
  const limits = [
    limit({ limit: 'over', ended_at: 1 }), limit({ limit: 'later', due_at: 9 }), limit({ limit: 'sooner', due_at: 3 }),
    limit({ limit: 'why', ended_at: 8, wants_reason: true }),
  ]
  expect(limitsInOrder(limits).map((each) => each.limit)).toEqual(['why', 'sooner', 'later', 'over'])
})

it('makes one line of the clocks of many rounds', () => {
  const stages = [{ element: 'read_meter', round: { of: 1, sees: {} } }, { element: 'plan' }] as unknown as StageView[]
  const clock = (n: number, change: Partial<LimitView> = {}) => limit({ limit: `sign_in/${n}`, policy: 'sign_in', element: 'read_meter', due_at: n, ...change })
  const limits = [clock(3), clock(2), clock(1, { ended_at: 1 }), limit({ limit: 'sign_in/plan', policy: 'sign_in', element: 'plan' })]
  expect(limitGroups(limits, stages).map(({ limit: { limit: one }, all, ended }) => [one, all, ended])).toEqual([
    ['sign_in/2', 3, 1],
    ['sign_in/plan', 1, 0],
  ])
})
