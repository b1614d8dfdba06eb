import { ApiProblem, Unreachable } from '@ronghe/sdk'
import { expect, it } from 'vitest'
import type { Agent } from '../agent/agent'
import { AgentEvents } from '../agent/events'
import type { AgentState } from '../agent/wire'
import { FieldSession } from './fieldSession'

const STATE = { locked: false, network: 'good' } as AgentState
const refusal = new ApiProblem({ type: '/problems/entry', title: 'Entry needed', status: 401, code: 'entry' })

function sessionWith(given: Partial<Record<'enter' | 'state' | 'unlock', () => Promise<unknown>>>) {
  const agent = {
    enter: () => Promise.resolve(),
    unlock: () => Promise.resolve(),
    state: () => Promise.resolve(STATE),
    ...given,
  } as unknown as Agent
  const stream = { readyState: 1, addEventListener: () => undefined, close: () => undefined }
  const events = new AgentEvents(() => stream)
  return new FieldSession(agent, events, { theme: 'outdoor', language: 'zh', text_percent: 100 })
}

it('is open once the code was taken', async () => {
  const session = sessionWith({})
  await session.start('once')
  expect(session.snapshot().standing).toBe('open')
})

it('asks for the PIN when the page was loaded again without a code', async () => {
  const session = sessionWith({})
  await session.start(undefined)
  expect(session.snapshot().standing).toBe('locked')
  await session.unlock('123456')
  expect(session.snapshot().standing).toBe('open')
})

it('is left out when the agent does not know the page', async () => {
  const session = sessionWith({ enter: () => Promise.reject(refusal), state: () => Promise.reject(refusal) })
  await session.start('used')
  expect(session.snapshot().standing).toBe('left_out')
})

it('asks for the PIN again after the agent was started anew', async () => {
  const session = sessionWith({})
  await session.start('once')
  session.refused(session.openings)
  expect(session.snapshot().standing).toBe('locked')
})

it('is not locked again by the late refusal of what was sent before the PIN', async () => {
  const session = sessionWith({})
  await session.start('once')
  const sent = session.openings
  session.refused(sent)
  await session.unlock('123456')
  session.refused(sent)
  expect(session.snapshot().standing).toBe('open')
})

it('stays open while the agent does not answer, and says so', async () => {
  let down = false
  const gone = new Unreachable('c', undefined)
  const session = sessionWith({ state: () => (down ? Promise.reject(gone) : Promise.resolve(STATE)) })
  await session.start('once')
  down = true
  await session.refresh()
  expect(session.snapshot()).toMatchObject({ standing: 'open', failure: gone, state: STATE })
})
