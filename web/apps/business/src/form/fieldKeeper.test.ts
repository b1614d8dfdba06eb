import type { FieldValue, Keeping } from '@ronghe/forms'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { FieldKeeper } from './fieldKeeper'

const saved: [string, FieldValue][] = []
const said: Keeping[] = []
let down: boolean

function keeper() {
  const save = (field: string, value: FieldValue) => {
    if (down) return Promise.reject(new Error('no answer'))
    saved.push([field, value])
    return Promise.resolve()
  }
  return new FieldKeeper(save, (keeping) => said.push(keeping))
}

beforeEach(() => {
  vi.useFakeTimers()
  saved.length = said.length = 0
  down = false
})

afterEach(() => vi.useRealTimers())

it('hands over the newest value within a second, each field once', async () => {
  const kept = keeper()
  kept.change('name', '张')
  kept.change('name', '张晓')
  kept.change('mobile', '138')
  kept.change('name', '张晓明')
  await vi.advanceTimersByTimeAsync(1_000)
  expect(saved).toEqual([['mobile', '138'], ['name', '张晓明']])
  expect(said).toEqual(['keeping', 'kept'])
})

it('goes on typing without losing the word while a save is under way', async () => {
  const kept = keeper()
  kept.change('note', 'a')
  const first = kept.flush()
  kept.change('note', 'ab')
  await first
  expect(await kept.flush()).toBe(true)
  expect(saved).toEqual([['note', 'a'], ['note', 'ab']])
})

it('keeps what the agent did not take, says so, and tries again', async () => {
  down = true
  const kept = keeper()
  kept.change('note', 'a')
  expect(await kept.flush()).toBe(false)
  expect(said).toEqual(['keeping', 'failed'])
  down = false
  await vi.advanceTimersByTimeAsync(2_000)
  expect(saved).toEqual([['note', 'a']])
  expect(said).toEqual(['keeping', 'failed', 'kept'])
})
