import { ApiProblem } from '@ronghe/sdk'
import { expect, it } from 'vitest'
import { PieceQueue } from './PieceQueue'

const piece = (text: string) => new Blob([text])

function problem(code: string) {
  return new ApiProblem({ type: `/problems/${code}`, title: code, status: 409, code })
}

it('keeps pieces one after the other, each behind the one before', async () => {
  const calls: string[] = []
  const queue = new PieceQueue(async (firstByte, blob) => {
    calls.push(`${firstByte} ${await blob.text()}`)
    return { bytes: firstByte + blob.size }
  }, () => undefined)
  for (const text of ['abc', '', 'de', 'f']) queue.add(piece(text))
  await queue.drain()
  expect(calls).toEqual(['0 abc', '3 de', '5 f'])
  expect(queue.keptBytes).toBe(6)
})

it('sends a piece again whose answer was lost, and loses none behind it', async () => {
  const calls: string[] = []
  let isLost = true
  const queue = new PieceQueue(async (firstByte, blob) => {
    calls.push(`${firstByte} ${await blob.text()}`)
    if (isLost) throw new Error('no answer')
    return { bytes: firstByte + blob.size }
  }, () => undefined)
  queue.add(piece('abc'))
  queue.add(piece('de'))
  await expect(queue.drain()).rejects.toThrow('no answer')
  isLost = false
  await queue.drain()
  expect(calls.slice(-2)).toEqual(['0 abc', '3 de'])
})

it('stops where the agent takes no more, and says why', async () => {
  const ends: string[] = []
  let count = 0
  const queue = new PieceQueue(() => {
    count += 1
    return count > 1 ? Promise.reject(problem('storage-short')) : Promise.resolve({ bytes: 3 })
  }, (why) => ends.push(why))
  queue.add(piece('abc'))
  queue.add(piece('de'))
  await queue.drain()
  queue.add(piece('f'))
  await queue.drain()
  expect([count, ends, queue.ended, queue.keptBytes]).toEqual([2, ['storage'], 'storage', 3])
})
