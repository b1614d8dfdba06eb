import type { WorkLine } from '@ronghe/field'
import { expect, it } from 'vitest'
import { lastRead, lastWhich } from './present'

const work = (at: number, given: Partial<WorkLine>): WorkLine => ({
  work: `w${at}`, command: 'read', outcome: 'done', started_at: at, ended_at: at + 1, is_sent: true, ...given,
})
const WORKS = [
  work(1, { parameter_read: { identifier: '04000302', value: '04' } }),
  work(5, { parameter_read: { identifier: '04000401', value: '620100000000' } }),
  work(3, { parameter_read: { identifier: '04000302', value: '05' } }),
  work(7, { parameter_read: { identifier: '04000302', value: '09' }, outcome: 'refused' }),
  work(4, { parameter_read: { identifier: '40070200', value: '1108' } }),
  work(2, { parameter_read: { identifier: '04000305', value: null } }),
  work(9, {}),
]

it('is what was read last, and nothing that came to nothing', () => {
  expect(lastRead(WORKS, { item: '04000302' })).toEqual({ work: 'w3', value: '05', read_at: 4 })
  expect(lastRead(WORKS, { item: '04000301' })).toBeUndefined()
  expect(lastRead(WORKS, { item: '04000305' })).toEqual({ work: 'w2', value: undefined, read_at: 3 })
  expect(lastWhich(WORKS)).toBe('04000401')
  expect(lastWhich([])).toBeUndefined()
})

it('is written as the value that is asked for', () => {
  expect(lastRead(WORKS, { item: '04000401' })?.value).toBe('000000000162')
  expect(lastRead(WORKS, { oad: '4007-02-00' })?.value).toBe('1108')
})
