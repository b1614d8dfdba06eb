import { expect, it } from 'vitest'
import type { StoryEntry } from '../api/types'
import { chainedDigests } from './chainedDigests'

const entry = (kind: string, body: unknown) => ({ kind, body }) as StoryEntry

it('takes digests from where files came, and from nowhere else', () => {
  const story = [
    entry('file_received', { attachment: 'a', sha256: '01' }),
    entry('submit', { attachment: 'b', sha256: '02' }),
    entry('file_received', null),
    entry('file_received', { attachment: 'c' }),
  ]
  expect([...chainedDigests(story)]).toEqual([['a', '01']])
})
