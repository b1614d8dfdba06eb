import { expect, it } from 'vitest'
import type { ProcessLine } from '../api/types'
import { otherVersions, usualOther } from './otherVersions'

const LINES = [1, 4, 3].map((version) => ({ process: 'p', version, hash: `p${version}` })).concat({ process: 'q', version: 2, hash: 'q2' }) as ProcessLine[]
const usual = (hash: string, version: number) => usualOther(version, otherVersions(hash, LINES))?.hash

it('compares with the version before, the first with what came after it', () => {
  expect(otherVersions('p3', LINES).map(({ version }) => version)).toEqual([4, 1])
  expect([usual('p4', 4), usual('p3', 3), usual('p1', 1)]).toEqual(['p3', 'p1', 'p3'])
})

it('has nothing to compare a process of one version with', () => {
  expect(usual('q2', 2)).toBeUndefined()
  expect(otherVersions('unknown', LINES)).toEqual([])
})
