import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { hardStops, supplyFacts } from './supplyFacts'

const EXAMPLE = JSON.parse(
  readFileSync(new URL('../../../../../crates/forms/tests/examples/fee_control.json', import.meta.url), 'utf8'),
) as { order: Record<string, Record<string, unknown>> }

it('reads the facts of a real stop order', () => {
  const supply = supplyFacts(EXAMPLE.order as never)
  expect(supply).toMatchObject({ arrears_fen: 28640, life_support: false, critical: false, guard_on: false, paid: false })
  expect(supply.notice_at).toBe(EXAMPLE.order['notice']?.['delivered_at'])
  expect(hardStops('trip', supply, { relay: 'closed' })).toEqual([])
})

it('never offers to stop somebody whose life hangs on it', () => {
  const facts = { ...EXAMPLE.order, supply: { life_support: true, guard_on: false } } as never
  expect(hardStops('trip', supplyFacts(facts), undefined)).toEqual(['life_support'])
  expect(hardStops('direct_close', supplyFacts(facts), undefined)).toEqual([])
})

it('believes the meter where it says that it is guarded', () => {
  expect(hardStops('trip', supplyFacts(undefined), { guard_on: true })).toEqual(['guard'])
})
