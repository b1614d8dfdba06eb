import { expect, it } from 'vitest'
import { standingOf } from './expiry'

it.each([
  [{ valid: true, days_left: 31 }, 'valid'],
  [{ valid: true, days_left: 30 }, 'soon'],
  [{ valid: true, days_left: 7 }, 'near'],
  [{ valid: true, days_left: 1 }, 'last_day'],
  [{ valid: true, days_left: 0 }, 'last_day'],
  [{ valid: false, days_left: -1 }, 'over'],
  [{ valid: false, days_left: 400 }, 'ahead'],
  [{ valid: false, days_left: 400, withdrawn_at: 1 }, 'withdrawn'],
])('%j is %s', (certificate, standing) => {
  expect(standingOf(certificate)).toBe(standing)
})
