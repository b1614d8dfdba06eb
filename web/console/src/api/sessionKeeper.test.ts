import { expect, it } from 'vitest'
import { SessionKeeper } from './sessionKeeper'
import type { SessionView } from './types'

const WANG: SessionView = {
  csrf: 'one', person: 'p1', name: '王建国', staff_no: '13020001', roles: ['station_head'], station: null, expires_at: 0,
}

it('lets a waiting call go on when the same person signs in again', async () => {
  const keeper = new SessionKeeper()
  keeper.enter(WANG)
  const waiting = keeper.renewed()
  expect(keeper.state.kind).toBe('expired')
  keeper.enter({ ...WANG, csrf: 'two' })
  expect(await waiting).toBe(true)
  expect(keeper.csrf).toBe('two')
})

it('ends a waiting call when somebody else signs in', async () => {
  const keeper = new SessionKeeper()
  keeper.enter(WANG)
  const waiting = keeper.renewed()
  keeper.enter({ ...WANG, person: 'p2' })
  expect(await waiting).toBe(false)
})

it('does not wait where nobody was signed in', async () => {
  const keeper = new SessionKeeper()
  keeper.leave()
  expect(await keeper.renewed()).toBe(false)
})

it('tells its listeners of every change until they leave', () => {
  const keeper = new SessionKeeper()
  const heard: string[] = []
  const leave = keeper.subscribe(() => heard.push(keeper.state.kind))
  keeper.enter(WANG)
  keeper.expire()
  leave()
  keeper.leave()
  expect(heard).toEqual(['in', 'expired'])
})
