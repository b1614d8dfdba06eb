import type { OutboxEntry, Stage } from '@ronghe/field'
import { expect, it } from 'vitest'
import { howFar } from './howFar'

const pending = { state: 'pending', files: [] } as unknown as OutboxEntry
const stage = (state: Stage['state']) => ({ state }) as Stage

it('is confirmed once it has left the outbox', () => {
  expect(howFar(pending, stage('submitted'))).toBe('saved')
  expect(howFar(undefined, stage('submitted'))).toBe('confirmed')
})

it('is only saved while the page has not heard of it', () => {
  expect(howFar(undefined, stage('in_progress'))).toBe('saved')
})
