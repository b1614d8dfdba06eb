import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { METER_COMMANDS } from './commands'
import { KEY_STATES } from './keyStates'
import { knownReason, reasonWord } from './outcomes'

const rust = (path: string) => readFileSync(new URL(`../../../../../crates/${path}`, import.meta.url), 'utf8')

it('has a word for whatever the works’ own code can say', () => {
  const refusals = [...rust('meter-work/src/refusal.rs').matchAll(/Self::\w+(?: \{ \.\. \})? => "([a-z_]+)"/g)]
  const faults = [...rust('meter-link/src/fault.rs').matchAll(/=> "([a-z_]+)"/g)]
  const codes = [...refusals, ...faults].map(([, code = '']) => code)
  expect(codes.length).toBeGreaterThan(30)
  expect(codes.filter((code) => knownReason(code, 'zh') === undefined)).toEqual([])
})

it('knows every command, and every way in which keys stand', () => {
  const told = [...rust('vocabulary/src/meter_command.rs').matchAll(/^ {4}\w+ "([a-z_]+)" "/gm)].map(([, word]) => word)
  expect(METER_COMMANDS).toEqual(told)
  const states = [...rust('platform/src/metering/operations/take_meters.rs').matchAll(/Self::\w+ => "([a-z_]+)"/g)].map(([, word]) => word)
  // The protocol of a meter may be unknown, too.
  expect(new Set<unknown>(KEY_STATES)).toEqual(new Set(states))
})

it('keeps a reason that it has no word for', () => {
  expect(reasonWord('no_effect', 'en')).toBe('the state read back has not changed')
  expect(reasonWord('quite_new', 'zh')).toBe('quite_new')
  expect(reasonWord(null, 'zh')).toBeUndefined()
})
