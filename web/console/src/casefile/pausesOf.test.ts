import { expect, it } from 'vitest'
import type { StoryEntry } from '../api/types'
import { pausesOf } from './pausesOf'

const entry = (kind: string, at: number, body: unknown = {}) => ({ kind, at, actor: `person:${at}`, body }) as StoryEntry

it('knows each time in which the order stood still, and what ended it', () => {
  const story = [
    entry('suspended', 1, { reason: 'customer_absent', proof: '上门未遇', paused: ['lv_total'] }),
    entry('urged', 2),
    entry('resumed', 3),
    entry('suspended', 4, { reason: '其他', paused: [] }),
    entry('terminated', 5),
  ]
  expect(pausesOf(story)).toEqual([
    { from: 1, by: 'person:1', reason: 'customer_absent', proof: '上门未遇', paused: ['lv_total'], until: 3, endedBy: 'person:3' },
    { from: 4, by: 'person:4', reason: '其他', paused: [], until: 5, endedBy: 'person:5' },
  ])
})

it('leaves the last one open, and survives an erased body', () => {
  expect(pausesOf([entry('suspended', 1, null)])).toEqual([{ from: 1, by: 'person:1', reason: '', paused: [] }])
  expect(pausesOf([entry('resumed', 1)])).toEqual([])
})
