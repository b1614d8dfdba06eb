import { expect, it } from 'vitest'
import type { OrderLineView, StageView } from '../api/types'
import { boardColumns } from './boardColumns'

function order(name: string, ...stages: [string, number][]): OrderLineView {
  const views = stages.map(([element, place]) => ({ element, place, stage: `${name}-${element}` }) as StageView)
  return { order: name, stages: views } as OrderLineView
}

it('puts an order into the column of each of its stages, earlier stages first', () => {
  const columns = boardColumns([order('a', ['archive', 2]), order('b', ['acceptance', 0], ['install', 1]), order('c')])
  expect(columns.map(({ stage, cards }) => [stage?.element, cards.map(({ line }) => line.order)])).toEqual([
    ['acceptance', ['b']],
    ['install', ['b']],
    ['archive', ['a']],
    [undefined, ['c']],
  ])
})
