import { expect, it } from 'vitest'
import type { OrderLineView } from '../api/types'
import { loadByPerson } from './load'

const NOW = new Date('2025-07-11T07:20:00Z')
const HOUR = 60 * 60_000

function order(dueInHours: number, ...workers: string[]): OrderLineView {
  const at = (hours: number) => (NOW.getTime() + hours * HOUR) * 1000
  return {
    state: 'open', due_at: at(dueInHours), created_at: at(-100), stages: workers.map((assignee) => ({ assignee })),
  } as OrderLineView
}

it('counts an order once for each who works on it', () => {
  const loads = loadByPerson([order(-1, 'a'), order(5, 'a', 'b'), order(500, 'b', 'b')], NOW)
  expect(loads.get('a')).toEqual({ open: 2, soon: 1, late: 1 })
  expect(loads.get('b')).toEqual({ open: 2, soon: 1, late: 0 })
})
