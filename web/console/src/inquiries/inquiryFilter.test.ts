import { expect, it } from 'vitest'
import { filterOf, queryOf } from './inquiryFilter'

it('asks for whole days of the company', () => {
  expect(queryOf({ person: 'p', reason: 'bill', from: '2025-07-10', until: '2025-07-11' })).toEqual({
    person: 'p', reason: 'bill', from: Date.parse('2025-07-09T16:00:00Z') * 1000, before: Date.parse('2025-07-11T16:00:00Z') * 1000,
  })
  expect(queryOf({ customer: '0301234567' })).toEqual({ customer_no: '0301234567' })
})

it('reads its own names of the address', () => {
  expect(filterOf(new URLSearchParams('customer=0301234567&reason=bill&other=x'))).toEqual({ customer: '0301234567', reason: 'bill' })
})
