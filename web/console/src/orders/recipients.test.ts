import type { FormUi } from '@ronghe/forms'
import { expect, it } from 'vitest'
import type { NextChoice } from '../api/types'
import { decisive, firstChoice, stillOffered } from './recipients'

const taker = (person: string, away_until: number | null = null): NextChoice['people'][number] =>
  ({ person, name: person, staff_no: person, roles: ['area_manager'], away_until })
const NEXT: NextChoice = { roles: ['area_manager', 'station_head'], people: [taker('here'), taker('away', 9), taker('me', 9)] }

it('chooses by itself only where there is one role', () => {
  expect(firstChoice(NEXT)).toBeUndefined()
  expect(firstChoice({ ...NEXT, roles: ['area_manager'] })).toEqual({ role: 'area_manager' })
  expect(firstChoice({ roles: [], people: [] })).toBeUndefined()
})

it('forgets a choice that another outcome does not offer', () => {
  expect(stillOffered(NEXT, { role: 'station_head' }, 'me')).toEqual({ role: 'station_head' })
  expect(stillOffered(NEXT, { role: 'meter_installer' }, 'me')).toBeUndefined()
  expect(stillOffered(NEXT, { person: 'here' }, 'me')).toEqual({ person: 'here' })
  expect(stillOffered(NEXT, { person: 'gone' }, 'me')).toBeUndefined()
})

it('gives nothing to who is away, but to oneself', () => {
  expect(stillOffered(NEXT, { person: 'away' }, 'me')).toBeUndefined()
  expect(stillOffered(NEXT, { person: 'me' }, 'me')).toEqual({ person: 'me' })
})

it('asks anew for an outcome, not for a remark', () => {
  const ui = { fields: { outcome: { widget: 'choice' }, note: { widget: 'textarea' } } } as unknown as FormUi
  expect(decisive(ui, { outcome: 'contact', note: '客户' })).toEqual({ outcome: 'contact' })
})
