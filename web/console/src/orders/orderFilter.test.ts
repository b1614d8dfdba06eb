import { expect, it } from 'vitest'
import { askedOfPlatform, isNarrowed, readFilter } from './orderFilter'

const read = (query: string) => readFilter(new URLSearchParams(query))

it('reads the URL and passes over what it does not know', () => {
  expect(read('state=all&station=s1&due=overdue&flag=nonsense&sort=size')).toEqual({ state: 'all', station: 's1', due: 'overdue' })
  expect(read('state=nonsense&due=tomorrow&text=%20')).toEqual({ state: 'open' })
})

it('asks the platform for everything that narrows', () => {
  const all = 'station=s1&process=dunning&due=2025-07-12&stage=notice&worker=p1&flag=urged&sort=due'
  expect(askedOfPlatform(read(all))).toEqual({ state: 'open', ...Object.fromEntries(new URLSearchParams(all)) })
  expect(askedOfPlatform(read('state=all'))).toEqual({})
})

it('looks through every state for a number, unless one is named, and leaves the rest of the filter aside', () => {
  expect(askedOfPlatform(read('text=1302&due=overdue&station=s1'))).toEqual({ station: 's1', text: '1302' })
  expect(askedOfPlatform(read('text=1302&state=archived'))).toEqual({ state: 'archived', text: '1302' })
})

it.each([['', false], ['state=archived&sort=due', false], ['text=1302', true], ['flag=urged', true]])('%s narrows: %s', (query, narrows) => {
  expect(isNarrowed(read(query))).toBe(narrows)
})
