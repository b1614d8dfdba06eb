import { expect, it } from 'vitest'
import type { OrderLineView, StageView } from '../api/types'
import { boardColumns } from './boardColumns'

function order(name: string, ...stages: [string, number, string?][]): OrderLineView {
  const views = stages.map(([element, place, called = element]) => ({ element, place, name: called, stage: `${name}-${element}` }) as StageView)
  return { order: name, stages: views, rounds: [] as OrderLineView['rounds'] } as OrderLineView
}

function told(lines: OrderLineView[]) {
  return boardColumns(lines).map(({ named, cards }) => [named?.step.stage.name, cards.map(({ line }) => line.order)])
}

it('puts an order into the column of each of its stages, earlier stages first', () => {
  expect(told([order('a', ['archive', 2]), order('b', ['acceptance', 0], ['install', 1]), order('c')])).toEqual([
    ['acceptance', ['b']],
    ['install', ['b']],
    ['archive', ['a']],
    [undefined, ['c']],
  ])
})

it('keeps apart what two processes call by one id', () => {
  expect(told([order('a', ['plan', 0, '计划与数据准备']), order('b', ['plan', 0, '催费计划']), order('c', ['plan', 0, '催费计划'])])).toEqual([
    ['计划与数据准备', ['a']],
    ['催费计划', ['b', 'c']],
  ])
})

it('has one card for all rounds of a stage', () => {
  const rounds = [1, 2, 3].map((n) => ({ stage: `r${n}`, element: 'read_meter', place: n, name: '抄表', state: 'dispatched', round: { of: 1, sees: { loopCounter: n } } }))
  const route = { ...order('a'), stages: rounds as unknown as StageView[], rounds: [{ of: 1, done: 57, all: 60 }] }
  const [column] = boardColumns([route])
  expect(column?.cards.map(({ step }) => step?.rounds)).toMatchObject([{ done: 57, all: 60 }])
})
