import type { Run } from '@ronghe/field'
import { expect, it } from 'vitest'
import { isTooLate, stepsOf } from './steps'

const run = (given: Partial<Run>): Run => ({
  command: 'read', link: 'head', state: 'running', frames_sent: 0, frames_heard: 0, tries: 1, began_at: 0, ...given,
})

it('shows what is over, what is now and what comes', () => {
  expect(stepsOf(run({ doing: 'looking' }), true).map(({ standing }) => standing)).toEqual(['done', 'done', 'now', 'next'])
  expect(stepsOf(run({ command: 'trip', doing: 'commanding' }), false)).toEqual([
    { doing: 'finding', standing: 'done' },
    { doing: 'looking', standing: 'done' },
    { doing: 'proving', standing: 'done' },
    { doing: 'commanding', standing: 'now' },
    { doing: 'reading_back', standing: 'next' },
  ])
  expect(stepsOf(run({}), true).every(({ standing }) => standing === 'next')).toBe(true)
})

it('warns from the moment at which the meter may be changed', () => {
  expect(isTooLate(run({ command: 'trip', doing: 'proving' }))).toBe(false)
  expect(isTooLate(run({ command: 'trip', doing: 'commanding' }))).toBe(true)
  expect(isTooLate(run({ command: 'trip', doing: 'reading_back' }))).toBe(true)
})
