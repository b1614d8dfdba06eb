import { expect, it } from 'vitest'
import type { ItemView, OrderFile } from '../api/types'
import { choicesFor, stageDeclined } from './itemKinds'

const item = (change: Partial<ItemView>) => ({ kind: 'late', op_id: 'op', ...change }) as ItemView

function file(kind: string, state: string, order = 'open'): OrderFile {
  return {
    order: { state: order, stages: { s: { state } } },
    operations: [{ operation: { op_id: 'op', stage: 's', kind } }],
  } as unknown as OrderFile
}

it.each([
  ['submit', 'on_site', 'open', undefined],
  ['submit', 'submitted', 'open', 'stage_over'],
  ['submit', 'on_site', 'terminated', 'stage_over'],
  ['decline', 'created', 'open', 'not_a_submit'],
])('a %s at a stage that is %s in an order that is %s: %s', (kind, state, order, blocked) => {
  expect(choicesFor(item({}), file(kind, state, order))[0]).toEqual({ resolution: 'merge', ...(blocked ? { blocked } : {}) })
})

it('settles a refused result by handing it over again or without', () => {
  const choices = choicesFor(item({ kind: 'result_refused', op_id: null }), undefined)
  expect(choices.map(({ resolution }) => resolution)).toEqual(['retry', 'done'])
})

it('has one choice for what is no record', () => {
  expect(choicesFor(item({ kind: 'undispatched', op_id: null }), undefined)).toEqual([{ resolution: 'done' }])
})

it('lets a declined stage go back to its worker or to somebody else, and nothing be made of the record', () => {
  const declined = item({ kind: 'declined' })
  const waiting = file('decline', 'created')
  expect(choicesFor(declined, waiting)).toEqual([{ resolution: 'return' }])
  expect(stageDeclined(declined, waiting)).toBe(waiting.order.stages['s'])
  const given = { ...waiting, order: { ...waiting.order, stages: { s: { state: 'dispatched', assignee: 'p' } } } } as unknown as OrderFile
  expect(choicesFor(declined, given)).toEqual([{ resolution: 'done' }])
  expect(stageDeclined(declined, given)).toBeUndefined()
})
