import { expect, it } from 'vitest'
import { entryFacts, isCounts, isInstant } from './entryFacts'

const ID = '0197f2a0-0002-7000-8000-000000000002'

it('opens what is inside, and leaves out what is empty', () => {
  const body = { command: { from: ID, to: null, reason: '病假' }, report: { moved: 4, stays: [], to: { [ID]: 4 }, more: false } }
  expect(entryFacts(body)).toEqual([
    { name: 'from', value: ID },
    { name: 'reason', value: '病假' },
    { name: 'moved', value: 4 },
    { name: 'to', value: { [ID]: 4 } },
    { name: 'more', value: false },
  ])
  expect(entryFacts('a word')).toEqual([])
})

it('tells a moment from a count', () => {
  expect(isInstant(1_795_968_000_000_000)).toBe(true)
  expect(isInstant(126)).toBe(false)
  expect(isCounts({ [ID]: 4 })).toBe(true)
  expect(isCounts({ moved: 4 })).toBe(false)
})
