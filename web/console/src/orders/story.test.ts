import { expect, it } from 'vitest'
import type { StoryEntry } from '../api/types'
import { actorOf, storyFacts, storyKind, storyLines } from './story'

function entry(body: unknown, secondsLate = 0): StoryEntry {
  const at = 1_752_200_000_000_000
  return { n: 1, at, received_at: at + secondsLate * 1_000_000, kind: 'submit', actor: 'person:p1', correlation: 'c', body, hash: 'h' }
}

it('tells that something was done offline by how late it came', () => {
  expect(storyFacts(entry({ terminal: 't1' }, 3)).offline).toBe(false)
  expect(storyFacts(entry({ terminal: 't1' }, 3600)).offline).toBe(true)
  expect(storyFacts(entry({}, 3600)).offline).toBe(false)
})

it('says what became of an operation only when it did not simply take effect', () => {
  expect(storyFacts(entry({ outcome: { result: 'applied', stage_rev: 2 } })).outcome).toBeUndefined()
  expect(storyFacts(entry({ outcome: { result: 'refused', reason: 'form_invalid' } })).outcome?.reason).toBe('form_invalid')
})

it('tells of files that came in a row in one line', () => {
  const file = (n: number, actor: string): StoryEntry => ({ ...entry({}), n, actor, kind: 'file_received' })
  const story = [entry({}), file(2, 'terminal:t1'), file(3, 'terminal:t1'), file(4, 'terminal:t2'), entry({})]
  expect(storyLines(story).map(({ entry: { kind, n }, times }) => [kind, n, times])).toEqual([
    ['submit', 1, 1], ['file_received', 4, 1], ['file_received', 3, 2], ['submit', 1, 1],
  ])
})

it('names the terminal once where it did something by itself', () => {
  expect(storyFacts(entry({ terminal: 't1' })).terminal).toBe('t1')
  expect(storyFacts({ ...entry({ terminal: 't1' }), actor: 'terminal:t1' }).terminal).toBeUndefined()
})

it('tells who urged', () => {
  const urged = { ...entry({ reason: '' }), kind: 'urged' }
  expect(storyKind(urged)).toBe('urged_by_office')
  expect(storyKind({ ...urged, actor: 'neighbour:marketing' })).toBe('urged')
  expect(storyKind({ ...urged, kind: 'brand_new' })).toBeUndefined()
  expect(storyFacts(urged).reason).toBeUndefined()
})

it('says what was wrong in a stage, and which clocks a suspension stopped', () => {
  expect(storyFacts(entry({ to: 'acceptance', reason: '不符', fields: ['box_id'] }))).toMatchObject({ to: 'acceptance', reason: '不符', fields: ['box_id'] })
  const suspended = { reason: 'customer_absent', proof: '上门未遇', paused: [] }
  expect(storyFacts(entry(suspended))).toMatchObject(suspended)
})

it('survives an entry whose text was erased', () => {
  expect(storyFacts(entry(null))).toEqual({ clockDoubtful: false, sealed: false, offline: false })
})

it.each([
  ['person:p1', { kind: 'person', id: 'p1' }],
  ['neighbour:marketing', { kind: 'neighbour', id: 'marketing' }],
  ['platform', { kind: 'platform', id: '' }],
])('knows %s', (actor, expected) => {
  expect(actorOf(actor)).toEqual(expected)
})

it('says who was passed over, and takes the digest of another version for nobody', () => {
  const told = (kind: string, body: unknown) => storyFacts({ kind, actor: 'platform', at: 1, received_at: 1, body } as StoryEntry)
  expect(told('passed_over', { person: 'p', away_until: 7 }).passedOver).toEqual({ person: 'p', until: 7 })
  expect(told('passed_over', { person: 'p', in_hand: 12, most_in_hand: 12 }).passedOver).toEqual({ person: 'p', inHand: { open: 12, most: 12 } })
  expect(told('passed_over', { person: 'p', without: 'k' }).passedOver).toEqual({ person: 'p', without: 'k' })
  expect(told('nobody_free', { away: 1, full: 2, uncertified: 0 }).nobody).toEqual({ away: 1, full: 2, uncertified: 0 })
  expect(told('migrated', { from: 'a', to: 'b', plan: {} }).to).toBeUndefined()
})
