import type { FormUi } from '@ronghe/forms'
import { expect, it } from 'vitest'
import { compared } from './compared'

const label = (zh: string) => ({ label: { zh, en: zh } })
const UI = {
  groups: [{ fields: ['phase', 'reading'] }, { fields: ['note'] }],
  fields: { phase: label('相别'), reading: label('示数'), note: label('备注') },
} as unknown as FormUi
const words = (_: string, value: unknown) => (value === undefined ? undefined : String(value))

it('puts what differs first and leaves out what neither side has', () => {
  const rows = compared(UI, { phase: 'A', reading: 10 }, { phase: 'A', reading: 12 }, words)
  expect(rows.map(({ name, differs }) => [name, differs])).toEqual([['reading', true], ['phase', false]])
})

it('shows what only the worker has', () => {
  expect(compared(UI, {}, { note: '门锁' }, words)).toEqual([
    { name: 'note', label: { zh: '备注', en: '备注' }, order: undefined, record: '门锁', differs: true },
  ])
})
