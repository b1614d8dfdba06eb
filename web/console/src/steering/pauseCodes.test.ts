import { readdirSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import type { Limit } from '../orders/limits'
import { isPauseCode } from './pauseCodes'

const SHIPPED = new URL('../../../../processes/', import.meta.url)

it.each(readdirSync(SHIPPED))('has words for every reason that %s can be suspended for', (process) => {
  const limits = JSON.parse(readFileSync(new URL(`${process}/policies.json`, SHIPPED), 'utf8')) as Limit[]
  const wordless = limits.flatMap(({ pause_reasons = [] }) => pause_reasons).filter((code) => !isPauseCode(code))
  expect([...new Set(wordless)]).toEqual([])
})
