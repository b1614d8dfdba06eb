import type { Candidate, Person } from '@ronghe/field'
import { expect, it } from 'vitest'
import { choicesOf, firstChoice, isSame } from './recipients'

const worker: Person = { person: 'me', name: '刘建国', staff_no: '1', roles: ['area_manager'] }
const installer: Candidate = { person: 'a', name: '李敏', staff_no: '2', roles: ['meter_installer'] }
const clerk: Candidate = { person: 'b', name: '王芳', staff_no: '3', roles: ['back_office_clerk'] }

it('offers those who may take it, and oneself apart', () => {
  const choices = choicesOf({ roles: ['meter_installer', 'area_manager'], continuable: true }, worker, [
    installer,
    clerk,
    { ...worker },
  ])
  expect(choices.people).toEqual([installer])
  expect(choices.self).toEqual({ person: 'me', continues: true })
  expect(firstChoice(choices)).toEqual({ person: 'me' })
})

it('chooses nobody by itself where the worker has to decide', () => {
  const choices = choicesOf({ roles: ['meter_installer', 'area_manager'], continuable: false }, worker, [])
  expect(firstChoice(choices)).toBeUndefined()
  expect(firstChoice(choicesOf({ roles: ['back_office_clerk'], continuable: false }, worker, []))).toEqual({
    role: 'back_office_clerk',
  })
})

it('tells a role from a person', () => {
  expect(isSame({ role: 'meter_installer' }, { role: 'meter_installer' })).toBe(true)
  expect(isSame({ role: 'meter_installer' }, { person: 'meter_installer' })).toBe(false)
  expect(isSame(undefined, { person: 'a' })).toBe(false)
})
