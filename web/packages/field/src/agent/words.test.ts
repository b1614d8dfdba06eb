import { expect, it } from 'vitest'
import { outcomeWords } from './words'

it('says why and what to do, also for a repetition', () => {
  expect(outcomeWords({ result: 'refused', reason: 'form_invalid' })?.zh).toContain('取回修改')
  expect(
    outcomeWords({ result: 'duplicate', stored: { result: 'accepted_late', reason: 'reassigned' } })?.zh,
  ).toContain('已转派')
})

it('has nothing to say about what went well', () => {
  expect(outcomeWords({ result: 'applied', stage_rev: 2 })).toBeUndefined()
  expect(outcomeWords(undefined)).toBeUndefined()
})
