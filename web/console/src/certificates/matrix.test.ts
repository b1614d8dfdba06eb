import { expect, it } from 'vitest'
import type { CertificateView, PersonView } from '../api/types'
import { matrixOf, multiSkill, validOf } from './matrix'

const person = (id: string, active = true) => ({ person: id, name: id, active }) as PersonView
const certificate = (of: string, kind: string, valid_to: string, more: Partial<CertificateView> = {}) =>
  ({ certificate: `${of}${kind}${valid_to}`, person: of, kind, valid_to, valid: true, days_left: 100, ...more }) as CertificateView

it('counts what counts, once for each kind, of those who work here', () => {
  const rows = matrixOf(
    [person('a'), person('b'), person('gone', false)],
    [
      certificate('a', 'low', '2026-01-01'),
      certificate('a', 'low', '2028-01-01'),
      certificate('a', 'height', '2027-01-01'),
      certificate('b', 'low', '2029-01-01', { valid: false, withdrawn_at: 5 }),
      certificate('b', 'height', '2020-01-01', { valid: false, days_left: -9 }),
      certificate('gone', 'low', '2028-01-01'),
    ],
  )
  expect(rows.map(({ person, valid }) => [person.name, valid])).toEqual([['a', 2], ['b', 0]])
  expect(rows[0]?.held.get('low')?.valid_to).toBe('2028-01-01')
  expect([...(rows[1]?.held.keys() ?? [])]).toEqual(['height'])
  expect([validOf(rows, 'low'), validOf(rows, 'height')]).toEqual([1, 1])
  expect(multiSkill(rows)).toEqual({ skilled: 1, all: 2 })
})
