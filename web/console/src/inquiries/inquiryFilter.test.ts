import { expect, it } from 'vitest'
import { changed, filterOf, queryOf } from './inquiryFilter'

it('asks for whole days of the company', () => {
  expect(queryOf({ person: 'p', reason: 'bill', from: '2025-07-10', until: '2025-07-11' })).toEqual({
    person: 'p', reason: 'bill', from: Date.parse('2025-07-09T16:00:00Z') * 1000, before: Date.parse('2025-07-11T16:00:00Z') * 1000,
  })
  expect(queryOf({ customer: '0301234567' })).toEqual({ customer_no: '0301234567' })
})

it('stands in the address without what is empty', () => {
  const filter = filterOf(new URLSearchParams('customer=0301234567&reason=bill&other=x'))
  expect(filter).toEqual({ customer: '0301234567', reason: 'bill' })
  expect(changed(filter, { customer: '', person: 'p' })).toEqual({ reason: 'bill', person: 'p' })
})
