import { readFileSync } from 'node:fs'
import type { FormValues } from '@ronghe/forms'
import { expect, it } from 'vitest'
import { ORDER_FILE } from '../../e2e/fixtures/orderFile'
import { sessionOf } from '../../e2e/fixtures/organisation'
import type { StageState, StageView } from '../api/types'
import { formOf } from './formFiles'
import { isOwnTurn, needsTerminal } from './performing'

const CLERK = sessionOf('back_office_clerk')

function stage(state: StageState, assignee: string): StageView {
  const [any] = Object.values(ORDER_FILE.order.stages)
  if (!any) throw new Error('the fixture has no stage')
  return { ...any, state, assignee }
}

it('is somebody’s turn while the stage is open and his', () => {
  const { order } = ORDER_FILE
  expect(isOwnTurn(order, stage('dispatched', CLERK.person), CLERK)).toBe(true)
  expect(isOwnTurn(order, stage('submitted', CLERK.person), CLERK)).toBe(false)
  expect(isOwnTurn(order, stage('dispatched', 'somebody else'), CLERK)).toBe(false)
  expect(isOwnTurn({ ...order, state: 'suspended' }, stage('dispatched', CLERK.person), CLERK)).toBe(false)
})

it.each<[string, FormValues, boolean]>([
  ['archive', {}, false],
  ['acceptance', {}, true],
  ['install_energise', { outcome: 'energised' }, true],
  ['box_order', { outcome: 'ready' }, false],
  ['box_order', { outcome: 'withdrawn' }, false],
])('the form %s needs a terminal: %s %s', (name, values, expected) => {
  expect(needsTerminal(shipped(name), values, { order: {}, now: 0 })).toBe(expected)
})

/** A form of the shipped process. */
function shipped(name: string) {
  const folder = new URL('../../../../processes/low_voltage_residential_new/', import.meta.url)
  const paths = [`forms/${name}.schema.json`, `forms/${name}.ui.json`, 'rules.cel']
  const form = formOf(Object.fromEntries(paths.map((path) => [path, readFileSync(new URL(path, folder), 'utf8')])), name)
  if (!form) throw new Error(`there is no form ${name}`)
  return form
}
