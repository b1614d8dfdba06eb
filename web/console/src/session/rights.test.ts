import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import type { Role } from '../api/types'
import { ACTIONS, may } from './rights'

const TABLE = readFileSync(new URL('../../../../docs/access.md', import.meta.url), 'utf8')
const rows = TABLE.split('\n').filter((line) => line.startsWith('| ')).map(cells)
const header = rows[0] ?? []
const ROLES = header.slice(2) as Role[]

it('grants what docs/access.md grants, role by role', () => {
  const row = (action: string) => rows.find(([name]) => name === `\`${action}\``)
  const expected = ACTIONS.map((action) => [action, ROLES.filter((_, at) => (row(action)?.[at + 2] ?? '') !== '')])
  const granted = ACTIONS.map((action) => [action, ROLES.filter((role) => may([role], action))])
  expect(granted).toEqual(expected)
})

it('lets a conflict of roles win over the other role', () => {
  expect(may(['station_head', 'security_officer'], 'dispatch_order')).toBe(false)
  expect(may(['station_head', 'app_admin'], 'list_orders')).toBe(false)
  expect(may(['station_head', 'monitor_operator'], 'unmask_personal_data')).toBe(false)
})

function cells(line: string): string[] {
  return line.split('|').slice(1, -1).map((cell) => cell.trim())
}
