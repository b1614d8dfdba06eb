import type { OrderView, Stage } from '@ronghe/field'
import { expect, it } from 'vitest'
import { factsFor, ownStage, stagesInOrder, valuesOf } from './stages'

const stage = (place: number, given: Partial<Stage>): Stage => ({
  stage: `s${place}`,
  place,
  element: `e${place}`,
  occurrence: 1,
  name: `${place}`,
  state: 'dispatched',
  stage_rev: 1,
  generation: 1,
  opened_at: 0,
  ...given,
})

const view = {
  order_no: '1302000100000001',
  facts: { customer: { customer_name: '张晓明' } },
  stages: {
    b: stage(2, { assignee: 'me', state: 'signed_in' }),
    a: stage(1, { assignee: 'me', state: 'submitted', element: 'acceptance', values: { outcome: 'proceed' } }),
    c: stage(3, { assignee: 'other' }),
    d: stage(4, { state: 'submitted', element: 'read_meter', values: { asset_no: '1' }, round: { of: 7, sees: { loopCounter: 0 } } }),
    e: stage(5, { state: 'signed_in', element: 'read_meter', round: { of: 7, sees: { loopCounter: 1 } } }),
    f: stage(6, { state: 'submitted', element: 'read_meter', values: { asset_no: '0' }, round: { of: 3, sees: { loopCounter: 0 } } }),
  },
} as unknown as OrderView

it('goes through the stages as they opened, and finds one’s own', () => {
  expect(stagesInOrder(view).map(({ place }) => place)).toEqual([1, 2, 3, 4, 5, 6])
  expect(ownStage(view, 'me')?.place).toBe(2)
  expect(ownStage(view, 'nobody')).toBeUndefined()
})

it('shows the rules the values of passed stages, the worker and the local date', () => {
  const worker = { person: 'me', name: '刘建国', staff_no: '1', roles: [] }
  const own = stage(5, { element: 'read_meter', round: { of: 7, sees: { loopCounter: 1 } } })
  expect(factsFor(view, own, worker, new Date('2025-07-10T16:30:00Z'))).toMatchObject({
    order_no: '1302000100000001',
    customer: { customer_name: '张晓明' },
    stages: { acceptance: { outcome: 'proceed' } },
    rounds: { read_meter: [{ asset_no: '0' }] },
    other_rounds: [{ asset_no: '1' }],
    round: { loopCounter: 1 },
    worker: { person_id: 'me', name: '刘建国' },
    today: '2025-07-11',
  })
})

it('lays the draft over what the stage opened with; what was cleared is gone', () => {
  const opened = stage(1, { values: { a: 1, b: 2 } })
  expect(valuesOf({ drafts: { s1: { b: null, c: 3 } } }, opened)).toEqual({ a: 1, c: 3 })
})
