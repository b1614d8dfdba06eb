import { expect, it } from 'vitest'
import { roundsOf } from './rounds'

type Stage = Parameters<typeof roundsOf>[0][number]

const read = { outcome: 'read' }
const locked = { outcome: 'no_reading' }
const round = (of: number, loopCounter: number, state: string, values?: unknown): Stage => ({
  element: 'read_meter', state, values, round: { of, sees: { loopCounter } },
})

it('counts a round once, with what it was handed in with last', () => {
  const plan: Stage = { element: 'plan', state: 'submitted', values: { meters_due: 2 } }
  const open: Stage = { element: 'reread', state: 'dispatched', round: { of: 9, sees: { loopCounter: 0 } } }
  const stages = [plan, round(4, 1, 'submitted', locked), round(4, 0, 'reviewed', locked), round(4, 1, 'submitted', read), open]
  expect(roundsOf(stages)).toEqual({ read_meter: [locked, read], reread: [] })
})

it('leaves out what is open again or was left', () => {
  const done = [0, 1, 2, 3].map((at) => round(4, at, 'submitted', at === 3 ? locked : read))
  const since = [round(4, 0, 'dispatched', read), round(4, 1, 'cancelled', read), round(4, 2, 'sent_back', read)]
  expect(roundsOf([...done, ...since])).toEqual({ read_meter: [locked] })
})

it('lets rounds that are begun anew stand for those before', () => {
  const before = [round(4, 0, 'submitted', read), round(4, 1, 'submitted', read)]
  expect(roundsOf([...before, round(11, 0, 'dispatched', read), round(11, 1, 'submitted', locked)])).toEqual({ read_meter: [locked] })
})
