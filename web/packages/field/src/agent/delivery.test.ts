import { expect, it } from 'vitest'
import { bytesOf, deliveryOf, sentShare } from './delivery'
import type { OutboxEntry, OutboxFile } from './wire'

const uploaded: OutboxFile = { attachment: 'a', size: 100, state: 'uploaded' }
const half: OutboxFile = { attachment: 'b', size: 100, state: 'needed', sent_bytes: 50 }
const confirmed: OutboxFile = { attachment: 'c', size: 100, state: 'confirmed' }

const entry = (state: OutboxEntry['state'], files: OutboxFile[]) => ({ state, files }) as OutboxEntry

it('is confirmed only when the platform holds every file, too', () => {
  expect(deliveryOf(entry('settled', [confirmed, uploaded]))).toBe('sent')
  expect(deliveryOf(entry('settled', [confirmed]))).toBe('confirmed')
  expect(deliveryOf(entry('pending', []))).toBe('saved')
  expect(deliveryOf(entry('parked', [confirmed]))).toBe('refused')
  expect(deliveryOf(entry('withdrawn', []))).toBeUndefined()
})

it('counts what has arrived', () => {
  expect(bytesOf([uploaded, half, confirmed, { attachment: 'd', size: 10, state: 'captured' }])).toEqual({
    left: 60,
    total: 310,
  })
  expect(sentShare(half)).toBe(0.5)
  expect(sentShare(confirmed)).toBeUndefined()
})
