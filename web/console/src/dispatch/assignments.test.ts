import { expect, it } from 'vitest'
import type { OrderLineView, PersonView, StageView } from '../api/types'
import { fitting, linesOf, needsReason, stagesToDispatch } from './assignments'

const FREE = { stage: 's1', state: 'created', roles: ['meter_installer'] } as StageView
const TAKEN = { stage: 's2', state: 'dispatched', roles: ['area_manager', 'meter_installer'], assignee: 'p1' } as StageView

function line(...stages: StageView[]): OrderLineView {
  return { order: 'o', order_no: '1', station: 'st1', stages } as OrderLineView
}

function person(change: Partial<PersonView>): PersonView {
  return { person: 'p', staff_no: '1', name: '甲', mobile: '', station: 'st1', active: true, roles: ['meter_installer'], ...change }
}

it('gives what is free, and reassigns only where nothing is', () => {
  expect(stagesToDispatch([line(FREE, TAKEN)]).map(({ stage }) => stage.stage)).toEqual(['s1'])
  const taken = stagesToDispatch([line(TAKEN)])
  expect(taken.map(({ stage }) => stage.stage)).toEqual(['s2'])
  expect(needsReason(taken)).toBe(true)
  expect(needsReason(stagesToDispatch([line(FREE)]))).toBe(false)
})

it('offers who has a role for every stage, works here and belongs to the station', () => {
  const stages = stagesToDispatch([line(FREE), line(TAKEN)])
  const people = [
    person({ person: 'fits' }),
    person({ person: 'left', active: false }),
    person({ person: 'elsewhere', station: 'st2' }),
    person({ person: 'manager', roles: ['area_manager'] }),
  ]
  expect(fitting(people, stages).map(({ person }) => person)).toEqual(['fits'])
})

it('lists a route of many rounds once, and counts it once', () => {
  const rounds = Array.from({ length: 60 }, (_, n) => ({ ...TAKEN, stage: `r${n}`, element: 'read_meter', round: { of: 1, sees: {} } }) as StageView)
  const stages = stagesToDispatch([line(...rounds), line(FREE)])
  expect(stages).toHaveLength(61)
  expect(linesOf(stages).map(({ given, rounds: count }) => [given.stage.element, count])).toEqual([['read_meter', 60], [undefined, 1]])
})
