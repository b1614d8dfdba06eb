import { expect, it } from 'vitest'
import type { ProcessLine } from '../api/types'
import { titleVersions } from './titleVersions'

const line = (process: string, version: number, active = false): ProcessLine => ({
  process, version, active, hash: `${process}${version}`, deployed_by: 'p', deployed_at: 0,
})

it('takes the active version of each process, else the newest', () => {
  const lines = [line('a', 3), line('a', 2, true), line('a', 1), line('b', 1), line('b', 2)]
  expect(titleVersions(lines).map(({ hash }) => hash)).toEqual(['a2', 'b2'])
  expect(titleVersions([...lines].reverse()).map(({ hash }) => hash)).toEqual(['b2', 'a2'])
})
