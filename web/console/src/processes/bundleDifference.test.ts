import { expect, it } from 'vitest'
import { bundleDifference } from './bundleDifference'

it('names what is new, gone and changed, in the order of the names', () => {
  const from = { 'process.bpmn': '<a/>', 'rules.cel': '# same', 'forms/old.ui.json': '{}' }
  const to = { 'process.bpmn': '<b/>', 'rules.cel': '# same', 'forms/new.ui.json': '{}' }
  expect(bundleDifference(from, to)).toEqual([
    { name: 'forms/new.ui.json', change: 'added' },
    { name: 'forms/old.ui.json', change: 'removed' },
    { name: 'process.bpmn', change: 'changed' },
  ])
})

it('takes an empty file for a file', () => {
  expect(bundleDifference({ a: '' }, {})).toEqual([{ name: 'a', change: 'removed' }])
  expect(bundleDifference({ a: '' }, { a: '' })).toEqual([])
})
