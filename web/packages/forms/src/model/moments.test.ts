import { readdirSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import type { FormUi } from './form'
import { liesAhead } from './moments'

const SHIPPED = new URL('../../../../../processes/', import.meta.url)

function momentsOf(process: string): string[] {
  const forms = new URL(`${process}/forms/`, SHIPPED)
  const screens = readdirSync(forms).filter((name) => name.endsWith('.ui.json'))
  const uis = screens.map((name) => JSON.parse(readFileSync(new URL(name, forms), 'utf8')) as FormUi)
  return uis.flatMap(({ fields }) => Object.entries(fields).flatMap(([name, { widget }]) => (widget === 'datetime' ? [name] : [])))
}

it('offers "now" for what has happened, and for nothing that is planned', () => {
  const moments = [...new Set(readdirSync(SHIPPED).flatMap(momentsOf))].sort()
  expect(moments.filter(liesAhead)).toEqual([
    'appointment_at', 'due_at', 'energise_planned_at', 'new_due_at', 'outage_from', 'outage_to', 'stop_from_at', 'stop_planned_at',
  ])
  expect(moments.filter((name) => !liesAhead(name))).toContain('energised_at')
})
