import type { OrderLine } from '@ronghe/field'
import { expect, it } from 'vitest'
import { bearersOf } from './scanned'

const METER = '3130001000001234567893'
const line = (order: string, customer_no: string, meters: string[] = []) =>
  ({
    order,
    order_no: `YK2026112200${order}`,
    facts: {
      customer: { customer_no },
      meters: Object.fromEntries(meters.map((meter) => [meter, { comm_address: meter.slice(10) }])),
    },
  }) as unknown as OrderLine

const LINES = [line('010', '0301234567'), line('011', '0301234568', [METER]), line('012', '0301234568')]
const found = (code: string) => bearersOf(LINES, code).map((bearer) => [bearer.line.order, bearer.meter])

it.each([
  ['the order itself', 'YK2026112200010', [['010', undefined]]],
  ['a customer with two orders', '0301234568', [['011', undefined], ['012', undefined]]],
  ['a meter', METER, [['011', METER]]],
  ['the address on its plate', METER.slice(10), [['011', METER]]],
  ['a label that says more', `资产编号:${METER},2024`, [['011', METER]]],
  ['nothing of today', '3130001000001234567886', []],
  ['a part of a number', '030123', []],
])('finds by %s', (_, code, orders) => expect(found(code)).toEqual(orders))
