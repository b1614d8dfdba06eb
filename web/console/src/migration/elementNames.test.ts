import { expect, it } from 'vitest'
import type { DrawnElement } from '../processes/drawnElements'
import { nameAfter, nameIn, namesApart } from './elementNames'

const drawn = (id: string, zh: string, en: string): DrawnElement => ({ id, kind: 'stage', repeated: false, name: { zh, en } })
const both = { from: [drawn('install', '装表', 'Install')], to: [drawn('meter', '装表接电', 'Install'), drawn('install', '装表', 'Install')] }

it('calls an element as it is drawn, else by its id', () => {
  expect(nameIn(both.to, 'meter')).toEqual({ zh: '装表接电', en: 'Install' })
  expect(nameIn(both.to, 'not_drawn')).toEqual({ zh: 'not_drawn', en: 'Not drawn' })
})

it('tells two of the same name apart', () => {
  expect(nameAfter(both, 'install', 'meter')).toEqual({ zh: '装表接电', en: 'Install (meter)' })
  expect(nameAfter(both, 'install', 'install')).toEqual({ zh: '装表', en: 'Install' })
})

it('tells choices of the same name apart, and leaves the others short', () => {
  expect(namesApart([...both.to, drawn('archive', '归档', 'Archive')]).map(({ name }) => [name.zh, name.en])).toEqual([
    ['装表接电', 'Install (meter)'], ['装表', 'Install (install)'], ['归档', 'Archive'],
  ])
})
