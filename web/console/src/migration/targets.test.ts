import { expect, it } from 'vitest'
import type { ProcessLine } from '../api/types'
import { usualTarget } from './targets'

const line = (version: number, active = false) => ({ version, active }) as ProcessLine

it('means the active version, else the newest', () => {
  expect(usualTarget([line(3), line(2, true), line(1)])?.version).toBe(2)
  expect(usualTarget([line(3), line(1)])?.version).toBe(3)
  expect(usualTarget([])).toBeUndefined()
})
