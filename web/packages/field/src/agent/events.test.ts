import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { AgentEvents, type EventStream } from './events'

class FakeStream implements EventStream {
  readonly listeners = new Map<string, () => void>()
  closed = false
  readyState = 1

  addEventListener(name: string, listener: () => void): void {
    this.listeners.set(name, listener)
  }

  close(): void {
    this.closed = true
  }

  emit(name: string): void {
    this.listeners.get(name)?.()
  }
}

let stream: FakeStream
let events: AgentEvents
const told = vi.fn()

beforeEach(() => {
  vi.useFakeTimers()
  told.mockClear()
  stream = new FakeStream()
  events = new AgentEvents(() => stream)
  events.on('orders', told)
  events.start()
})

afterEach(() => {
  events.stop()
  vi.useRealTimers()
})

it('passes on an event to those who asked for its topic', () => {
  stream.emit('outbox')
  expect(told).not.toHaveBeenCalled()
  stream.emit('orders')
  expect(told).toHaveBeenCalledTimes(1)
})

it('asks from time to time while the stream is down, and once when it is back', () => {
  stream.emit('error')
  stream.emit('error')
  vi.advanceTimersByTime(30_000)
  expect(told).toHaveBeenCalledTimes(2)
  stream.emit('open')
  expect(told).toHaveBeenCalledTimes(3)
  vi.advanceTimersByTime(60_000)
  expect(told).toHaveBeenCalledTimes(3)
})

it('connects again when the stream was refused', () => {
  const first = stream
  first.emit('error')
  first.readyState = 2
  stream = new FakeStream()
  vi.advanceTimersByTime(15_000)
  stream.emit('orders')
  expect(told).toHaveBeenCalledTimes(2)
})

it('tells everything once when a page is taken out of the browser’s cache of pages', () => {
  events.stop()
  events.resume()
  expect(told).toHaveBeenCalledTimes(1)
  stream.emit('orders')
  expect(told).toHaveBeenCalledTimes(2)
})

it('tells nothing more after the end', () => {
  events.stop()
  expect(stream.closed).toBe(true)
  vi.advanceTimersByTime(60_000)
  expect(told).not.toHaveBeenCalled()
})
