import { expect, it } from 'vitest'
import type { OrderFile, OrderState } from '../api/types'
import { suspensionOf } from './suspension'

function file(state: OrderState, ...story: { kind: string; at: number; body?: unknown }[]): OrderFile {
  return { order: { state }, story: story.map((entry) => ({ actor: 'person:p1', ...entry })) } as unknown as OrderFile
}

const EARLIER = { kind: 'suspended', at: 1, body: { reason: 'customer_absent', proof: 'a', paused: ['total'] } }
const LAST = { kind: 'suspended', at: 3, body: { reason: '等物资', proof: '仓库回复', paused: [] } }

it('tells of the last suspension', () => {
  expect(suspensionOf(file('suspended', EARLIER, { kind: 'resumed', at: 2 }, LAST, { kind: 'file_received', at: 4 }))).toEqual({
    at: 3, actor: 'person:p1', reason: '等物资', proof: '仓库回复', paused: [],
  })
})

it('has nothing to tell of an order that runs, or whose story does not say', () => {
  expect(suspensionOf(file('open', EARLIER, { kind: 'resumed', at: 2 }))).toBeUndefined()
  expect(suspensionOf(file('suspended'))).toBeUndefined()
})

it('survives an entry whose text was erased', () => {
  expect(suspensionOf(file('suspended', { kind: 'suspended', at: 1, body: null }))).toEqual({ at: 1, actor: 'person:p1', paused: [] })
})
