import { expect, it } from 'vitest'
import type { OrderFile, OrderState, StageView } from '../api/types'
import { may } from '../session/rights'
import { signableStages, signersOf } from './signable'
import { backTargets, possibleSteerings } from './steerings'

const ACCEPTED = { stage: 's1', element: 'acceptance', occurrence: 1, place: 0, state: 'submitted' } as StageView
const INSTALLING = { stage: 's2', element: 'install', occurrence: 1, place: 1, state: 'on_site', assignee: 'p1' } as StageView

function file(state: OrderState, stages: StageView[], send_back_to: string[] = []): OrderFile {
  return { send_back_to, order: { state, stages: Object.fromEntries(stages.map((each) => [each.stage, each])) } } as unknown as OrderFile
}

const everything = () => true

it('offers what fits the order as it is', () => {
  const running = file('open', [ACCEPTED, INSTALLING], ['acceptance'])
  expect(possibleSteerings(running, [INSTALLING], everything)).toEqual(['urge', 'send_back', 'suspend', 'add_signer', 'terminate'])
  expect(possibleSteerings(running, [], everything)).not.toContain('add_signer')
  expect(possibleSteerings(file('open', [INSTALLING]), [], everything)).not.toContain('send_back')
  // It waits for files, or for another system.
  expect(possibleSteerings(file('open', [ACCEPTED]), [], everything)).toEqual(['suspend', 'terminate'])
})

it('offers to resume or to end what is suspended, and nothing for what is over', () => {
  expect(possibleSteerings(file('suspended', [INSTALLING], ['acceptance']), [INSTALLING], everything)).toEqual(['resume', 'terminate'])
  expect(possibleSteerings(file('terminated', [ACCEPTED]), [], everything)).toEqual([])
  expect(possibleSteerings(file('archived', [ACCEPTED]), [], everything)).toEqual([])
})

it('offers to nobody what he has no right to', () => {
  const running = file('open', [ACCEPTED, INSTALLING], ['acceptance'])
  expect(possibleSteerings(running, [INSTALLING], (action) => may(['counter_clerk'], action))).toEqual(['urge'])
  expect(possibleSteerings(running, [INSTALLING], (action) => may(['meter_installer'], action))).toEqual([])
  expect(possibleSteerings(file('suspended', [INSTALLING]), [], (action) => may(['back_office_clerk'], action))).toEqual([])
})

it('goes back to the last completed opening of each stage, in the order of the platform', () => {
  const again = { ...ACCEPTED, stage: 's3', occurrence: 2, place: 2 } as StageView
  const left = { ...INSTALLING, state: 'sent_back', place: 1 } as StageView
  const done = { ...INSTALLING, stage: 's4', occurrence: 2, place: 3, state: 'reviewed' } as StageView
  const targets = backTargets(file('open', [ACCEPTED, again, left, done], ['install', 'acceptance', 'unheard_of']))
  expect(targets.map(({ stage }) => stage)).toEqual(['s4', 's3'])
})

it('asks for another signer once for a stage that several sign, and none of them', () => {
  const other = { ...INSTALLING, stage: 's3', occurrence: 2, place: 2, assignee: 'p2' } as StageView
  const { order } = file('open', [ACCEPTED, INSTALLING, other])
  expect(signableStages(order, new Set(['install', 'acceptance'])).map(({ stage }) => stage)).toEqual(['s2'])
  expect(signableStages(order, new Set(['archive']))).toEqual([])
  expect(signersOf(order, 'install')).toEqual(['p1', 'p2'])
})
