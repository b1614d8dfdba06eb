import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import type { OrderView, StageView } from '../api/types'
import { pauseReasons } from './pauses'

const SHIPPED = new URL('../../../../processes/low_voltage_residential_new/policies.json', import.meta.url)
const FILES = { 'policies.json': readFileSync(SHIPPED, 'utf8') }

function order(...stages: Partial<StageView>[]): OrderView {
  const placed = stages.map((stage, place) => [`s${place}`, { place, ...stage }])
  return { created_at: Date.parse('2025-07-10T01:00:00Z') * 1000, stages: Object.fromEntries(placed) } as unknown as OrderView
}

const ACCEPTED = { element: 'acceptance', state: 'submitted' } as const
const stops = (code: string, of: OrderView) => pauseReasons(FILES, of).find((reason) => reason.code === code)?.stops.map(({ policy }) => policy)

it('says which clocks a reason stops where the order is', () => {
  expect(stops('customer_postponed', order({ element: 'acceptance', state: 'signed_in' }))).toEqual(['lv_residential_total', 'acceptance'])
  // He is asked to come, and has not signed in yet.
  expect(stops('customer_postponed', order(ACCEPTED, { element: 'install_energise', state: 'dispatched' }))).toEqual([
    'lv_residential_total', 'install_energise',
  ])
  expect(stops('customer_postponed', order(ACCEPTED, { element: 'install_energise', state: 'en_route' }))).toEqual([
    'lv_residential_total', 'arrival', 'install_energise',
  ])
})

it('knows that a clock ends by an outcome, not by any', () => {
  const installed = (outcome: string) => ({ element: 'install_energise', state: 'submitted', values: { outcome } }) as const
  expect(stops('no_box_position', order(ACCEPTED, installed('no_box_position')))).toEqual(['lv_residential_total', 'install_energise'])
  expect(stops('no_box_position', order(ACCEPTED, installed('energised')))).toEqual([])
  expect(stops('first_remote_read_failed', order(ACCEPTED, installed('energised')))).toEqual(['archive'])
})

it('offers first what stops something', () => {
  const archiving = order(ACCEPTED, { element: 'install_energise', state: 'submitted', values: { outcome: 'energised' } })
  expect(pauseReasons(FILES, archiving)[0]?.code).toBe('first_remote_read_failed')
  expect(pauseReasons(FILES, order(ACCEPTED)).map(({ code }) => code)).toEqual([
    'papers_short', 'customer_postponed', 'customer_absent', 'no_box_position', 'first_remote_read_failed',
  ])
})

it('offers the usual reasons where the process names none', () => {
  const usual = ['customer_postponed', 'customer_absent', 'papers_short', 'no_box_position']
  expect(pauseReasons({}, order(ACCEPTED))).toEqual(usual.map((code) => ({ code, stops: [] })))
  expect(pauseReasons(undefined, order(ACCEPTED)).map(({ code }) => code)).toEqual(usual)
})
