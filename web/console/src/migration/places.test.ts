import { expect, it } from 'vitest'
import type { OrdersThatStay } from '../api/types'
import type { DrawnElement, WaitingKind } from '../processes/drawnElements'
import { addressOf, placesAsked, placesInAddress, placesOffered } from './places'

const drawn = (id: string, kind: WaitingKind = 'stage', repeated = false): DrawnElement => ({ id, kind, repeated, name: { zh: id, en: id } })
const stays = (code: string, element: string): OrdersThatStay => ({ fault: { code, element, target: element }, message: '', count: 1, example: '1' })

it('asks for what has no place and keeps what was chosen, as it is drawn', () => {
  const from = [drawn('a'), drawn('b'), drawn('c')]
  const faults = [stays('no_place', 'c'), stays('no_flow', 'b'), stays('other_kind', 'hidden')]
  expect(placesAsked(faults, { a: 'x' }, from)).toEqual(['a', 'c', 'hidden'])
})

it('asks once for an element with two faults', () => {
  expect(placesAsked([stays('no_place', 'a'), stays('other_kind', 'a')], { a: 'x' }, [drawn('a')])).toEqual(['a'])
})

it('offers what an order waits at in the same way', () => {
  const to = [drawn('check'), drawn('each', 'stage', true), drawn('report', 'service'), drawn('archive')]
  expect(placesOffered(drawn('old'), to).map(({ id }) => id)).toEqual(['check', 'archive'])
  expect(placesOffered(drawn('old', 'service'), to).map(({ id }) => id)).toEqual(['report'])
  expect(placesOffered(drawn('old', 'stage', true), to).map(({ id }) => id)).toEqual(['each'])
  expect(placesOffered(undefined, to).map(({ id }) => id)).toEqual(['check', 'archive'])
})

it('keeps the plan in the address', () => {
  const address = addressOf('hash', { a: 'x', b: 'y' })
  expect(address.toString()).toBe('to=hash&place=a%3Ax&place=b%3Ay')
  expect(placesInAddress(address)).toEqual({ a: 'x', b: 'y' })
  expect(placesInAddress(new URLSearchParams('place=a&place=:b&place=c:'))).toEqual({})
})
