import { expect, it } from 'vitest'
import type { OrderFile } from '../api/types'
import { caseCheck, STORY_MAX } from './caseCheck'
import type { FileVerdict } from './fileVerdict'
import type { ChainCheck, LinkState } from './storyChain'

const chain = (...states: LinkState[]): ChainCheck => ({ links: new Map(states.map((state, at) => [at + 1, state])), end: undefined })
const file = (change: Partial<OrderFile> = {}) => ({ story_verifies: true, story: [], ...change }) as unknown as OrderFile

it.each<[string, FileVerdict[], ChainCheck | undefined, OrderFile, string]>([
  ['everything is as recorded', ['verified', 'verified'], chain('follows'), file(), 'clean'],
  ['there is no evidence', [], chain('follows'), file(), 'clean'],
  ['a file is still to come', ['verified', 'waiting'], chain('follows'), file(), 'running'],
  ['a file is withheld', ['withheld'], chain('follows'), file(), 'gaps'],
  ['a file is not there', ['verified', 'unavailable'], chain('follows'), file(), 'gaps'],
  ['nothing can be computed', ['unchecked'], undefined, file(), 'gaps'],
  ['an entry was erased', ['verified'], chain('follows', 'erased'), file(), 'gaps'],
  ['the story is cut off', ['verified'], chain('follows'), file({ story: Array(STORY_MAX).fill({}) }), 'gaps'],
  ['a file differs while others are to come', ['differs', 'waiting'], chain('follows'), file(), 'differs'],
  ['an entry does not follow', ['verified'], chain('follows', 'broken'), file(), 'differs'],
  ['the platform says that the chain is broken', ['verified'], chain('follows'), file({ story_verifies: false }), 'differs'],
])('judges it when %s', (_, verdicts, found, order, expected) => {
  expect(caseCheck(verdicts, found, order).verdict).toBe(expected)
})

it('names the entries by their numbers', () => {
  expect(caseCheck([], chain('follows', 'broken', 'erased', 'broken'), file()).links).toEqual({ follows: [1], broken: [2, 4], erased: [3] })
})
