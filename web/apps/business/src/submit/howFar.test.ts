import type { OutboxEntry, Stage } from '@ronghe/field'
import { expect, it } from 'vitest'
import { howFar, howFarIn } from './howFar'

const pending = { state: 'pending', files: [] } as unknown as OutboxEntry
const stage = (state: Stage['state']) => ({ state }) as Stage

it('is confirmed once it has left the outbox', () => {
  expect(howFar(pending, stage('submitted'))).toBe('saved')
  expect(howFar(undefined, stage('submitted'))).toBe('confirmed')
})

it('is only saved while the page has not heard of it', () => {
  expect(howFar(undefined, stage('in_progress'))).toBe('saved')
})

it('is known from the outbox alone, whatever has become of the order', () => {
  expect(howFarIn(undefined, 'op'), 'the outbox has not answered').toBe('saved')
  expect(howFarIn([{ ...pending, op_id: 'op' }], 'op')).toBe('saved')
  expect(howFarIn([{ ...pending, op_id: 'another' }], 'op')).toBe('confirmed')
})
