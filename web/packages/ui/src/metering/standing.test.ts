import { expect, it } from 'vitest'
import { standingFacts, standingPairs } from './standing'

it('says only what the meter said', () => {
  expect(standingFacts({}, 'zh')).toEqual([])
  expect(standingFacts({ relay: null, voltage_v_e1: [] }, 'zh')).toEqual([])
  expect(standingFacts({ relay: 'open', guard_on: false, balance_fen: -640 }, 'zh').map(({ kind, value }) => [kind, value])).toEqual([
    ['relay', '断开（无电）'],
    ['guard', '未保电'],
    ['balance', '¥ −6.40'],
  ])
})

it('names each phase of three', () => {
  const [voltage] = standingFacts({ voltage_v_e1: [2204, 2198, 0] }, 'en')
  expect(voltage?.value).toBe('A 220.4 V · B 219.8 V · C 0.0 V')
})

it('marks a clock that is more than five minutes off', () => {
  expect(standingFacts({ clock_ahead_s: 300 }, 'zh')[0]?.meaning).toBeUndefined()
  expect(standingFacts({ clock_ahead_s: -301 }, 'zh')[0]?.meaning).toBe('late')
})

it('puts before and after side by side, and what was read only once beside nothing', () => {
  const pairs = standingPairs({ relay: 'closed', keys: 'private' }, { relay: 'open', keys: 'private', clock_ahead_s: 4 }, 'zh')
  expect(pairs.map(({ kind, earlier, later, isChanged }) => [kind, earlier?.value, later?.value, isChanged])).toEqual([
    ['relay', '合闸（有电）', '断开（无电）', true],
    ['clock', undefined, '快 4 秒', true],
    ['keys', '私钥（正式）', '私钥（正式）', false],
  ])
})
