import type { OutboxEntry } from '@ronghe/field'
import { expect, it } from 'vitest'
import { refusedFirst, unsentOf } from './sending'

const entry = (op_id: string, state: OutboxEntry['state'], made_at: number): OutboxEntry => ({
  op_id,
  order: 'a',
  stage: 's',
  kind: 'submit',
  state,
  made_at,
  attempts: 0,
  files: [],
})

it('shows what was refused first, and what was taken back not at all', () => {
  const entries = [entry('1', 'pending', 1), entry('2', 'withdrawn', 2), entry('3', 'parked', 3), entry('0', 'settled', 0)]
  const shown = unsentOf(entries, []).sort(refusedFirst)
  expect(shown.map(({ entry: { op_id } }) => op_id)).toEqual(['3', '0', '1'])
  expect(shown[0]?.line).toBeUndefined()
})
