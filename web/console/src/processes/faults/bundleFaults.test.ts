import { expect, it } from 'vitest'
import { bundleFaults } from './bundleFaults'

it('reads a fault of a file', () => {
  expect(bundleFaults([{ file: 'rules.cel', reason: { code: 'rule', line: 12, reason: 'no header' } }])).toEqual([
    { file: 'rules.cel', line: 12, reason: { code: 'rule', about: { reason: 'no header' } } },
  ])
})

it('reads a fault of the drawing', () => {
  expect(
    bundleFaults([{ element: 'gw', line: 40, column: 5, reason: { code: 'unsupported', construct: 'inclusiveGateway', advice: 'use exclusive' } }]),
  ).toEqual([
    { file: 'process.bpmn', line: 40, column: 5, element: 'gw', reason: { code: 'unsupported', about: { construct: 'inclusiveGateway', advice: 'use exclusive' } } },
  ])
})

it('reads a fault of a stage', () => {
  expect(bundleFaults([{ element: 'install', reason: 'the bundle has no form x' }])).toEqual([
    { element: 'install', reason: 'the bundle has no form x' },
  ])
})
