import { expect, it } from 'vitest'
import type { OrderView, StageView } from '../api/types'
import { stageMarks } from './stageMarks'
import { occurrenceBefore, openStages } from './stages'

const stage = (element: string, place: number, change: Partial<StageView>) => ({ stage: `s${place}`, element, place, occurrence: 1, ...change })
const ORDER = {
  stages: {
    a: stage('acceptance', 0, { state: 'submitted' }),
    b: stage('install', 1, { state: 'sent_back' }),
    c: stage('install', 2, { state: 'on_site', occurrence: 2, assignee_name: '刘建国' }),
    d: stage('archive', 3, { state: 'created' }),
    e: stage('box', 4, { state: 'cancelled' }),
  },
} as unknown as OrderView

it('puts the token where work is open, and says who has it', () => {
  expect(stageMarks(ORDER, '无人')).toEqual([
    { element: 'acceptance', kind: 'done', words: '✓' },
    { element: 'install', kind: 'open', words: '● 刘建国 ×2' },
    { element: 'archive', kind: 'open', words: '● 无人' },
    { element: 'box', kind: 'left', words: '–' },
  ])
})

it('knows the opening before, and what is open', () => {
  const [, , again] = Object.values(ORDER.stages)
  expect(again && occurrenceBefore(ORDER, again)?.place).toBe(1)
  const round = (n: number) => ({ ...stage('read', n, { occurrence: n }), round: { of: 1, sees: { loopCounter: n } } }) as unknown as StageView
  const route = { stages: { a: round(1), b: round(2) } } as unknown as OrderView
  expect(occurrenceBefore(route, round(2)), 'another meter').toBeUndefined()
  expect(openStages(ORDER).map(({ element }) => element)).toEqual(['install', 'archive'])
})
