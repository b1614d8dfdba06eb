import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { meterTime, unitWord } from './readItem'

const RUST = readFileSync(new URL('../../../../../crates/vocabulary/src/quantities.rs', import.meta.url), 'utf8')

it('writes every unit as the terminal does', () => {
  const units = [...RUST.matchAll(/^ {4}\w+ "([^"]*)" "([^"]*)";/gm)].map(([, word = '', symbol]) => [word, symbol] as const)
  expect(units.length).toBeGreaterThan(20)
  for (const [word, symbol] of units) expect(unitWord(word, 'zh')).toBe(symbol)
  expect(unitWord('yuan/kWh', 'en')).toBe('yuan/kWh')
  expect(unitWord(undefined, 'zh')).toBe('')
})

it('leaves a meter’s time without a zone', () => {
  expect(meterTime('2026-11-30T16:42:40')).toBe('2026-11-30 16:42:40')
  expect(meterTime('RHV-1T')).toBe('RHV-1T')
})
