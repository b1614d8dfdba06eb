import { expect, it } from 'vitest'
import type { StageState, StageView } from '../api/types'
import { roundNumber } from './stages'
import { stepsOf } from './steps'

const round = (n: number, state: StageState, of = 1) =>
  ({ stage: `r${of}-${n}`, element: 'read_meter', state, round: { of, sees: { loopCounter: n } } }) as unknown as StageView
const ALONE = { stage: 'a', element: 'upload', state: 'created' } as StageView

it('makes one line of many rounds, and none of others with them', () => {
  const steps = stepsOf([round(1, 'submitted'), round(2, 'dispatched'), round(3, 'in_progress'), ALONE, round(1, 'dispatched', 2)])
  expect(steps.map(({ stage, stages, rounds }) => [stage.stage, stages.length, rounds])).toEqual([
    ['r1-3', 3, { done: 1, all: 3 }],
    ['a', 1, undefined],
    ['r2-1', 1, { done: 0, all: 1 }],
  ])
})

it('counts as the platform does where only what is open was given', () => {
  const [step] = stepsOf([round(2, 'dispatched')], [{ of: 1, done: 59, all: 60 }])
  expect(step?.rounds).toMatchObject({ done: 59, all: 60 })
})

it('numbers a round by its own count', () => {
  expect(roundNumber(round(0, 'dispatched'))).toBe(1)
  expect(roundNumber(ALONE)).toBeUndefined()
})
