import { expect, it } from 'vitest'
import type { ProcessLine } from '../api/types'
import { targetsOf, usualTarget } from './targets'

const line = (process: string, version: number, active = false): ProcessLine => ({
  process, version, active, hash: `${process}${version}`, deployed_by: 'p', deployed_at: 0,
})
const LINES = [line('a', 1), line('a', 2, true), line('a', 3), line('b', 1)]

it('leads to the other versions of the same process', () => {
  expect(targetsOf('a1', LINES).map(({ hash }) => hash)).toEqual(['a3', 'a2'])
  expect(targetsOf('b1', LINES)).toEqual([])
  expect(targetsOf('gone', LINES)).toEqual([])
})

it('means the active version, else the newest', () => {
  expect(usualTarget(targetsOf('a1', LINES))?.hash).toBe('a2')
  expect(usualTarget(targetsOf('a2', LINES))?.hash).toBe('a3')
  expect(usualTarget([])).toBeUndefined()
})
