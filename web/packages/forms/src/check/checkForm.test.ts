import type { Schema } from '@cfworker/json-schema'
import { describe, expect, it } from 'vitest'
import type { FormUi, FormValues, Rule } from '../model/form'
import { checkForm, type Purpose } from './checkForm'

const SCHEMA: Schema = {
  type: 'object',
  required: ['phase', 'start_reading', 'reason', 'checks'],
  properties: {
    phase: { enum: ['A', 'B', 'C'] },
    start_reading: { type: 'integer', minimum: 0, maximum: 9999 },
    reason: { type: 'string' },
    checks: { type: 'array', items: { enum: ['ppe', 'voltage'] } },
    overrides: { $ref: 'urn:ronghe:values:1#/$defs/overrides' },
  },
}

const UI: FormUi = {
  title: { zh: '装表', en: 'Install' },
  groups: [{ id: 'meter', title: { zh: '电表', en: 'Meter' }, fields: ['phase', 'start_reading', 'reason', 'checks'] }],
  fields: {
    phase: { label: { zh: '相别', en: 'Phase' }, widget: 'choice' },
    start_reading: { label: { zh: '底度', en: 'Start reading' }, widget: 'meter-reading', scale: 2, unit: 'kWh' },
    reason: { label: { zh: '原因', en: 'Reason' }, widget: 'text', visible: "form.phase == 'C'" },
    checks: {
      label: { zh: '安全检查', en: 'Safety' },
      widget: 'checklist',
      options: [
        { value: 'ppe', label: { zh: '防护', en: 'PPE' } },
        { value: 'voltage', label: { zh: '验电', en: 'Voltage' } },
      ],
    },
  },
}

const RULES: Rule[] = [
  {
    id: 'low-start', form: 'install', field: 'start_reading', level: 'warning',
    message: { zh: '底度偏大', en: 'The start reading is high' }, expression: 'form.start_reading <= 1000',
  },
  {
    id: 'phase-of-area', form: 'install', field: 'phase', level: 'override',
    message: { zh: '相别与台区不符', en: 'Not the phase of the area' }, expression: 'form.phase == order.phase',
  },
]

const CONTEXT = { order: { phase: 'A' }, now: 1752218400000000 }

const CHECKED = { checks: ['ppe', 'voltage'] }

function check(values: FormValues, purpose: Purpose, codes: { errors: string[]; warnings: string[] }) {
  const verdict = checkForm(SCHEMA, UI, RULES, { ...CHECKED, ...values }, CONTEXT, purpose)
  const named = (findings: typeof verdict.errors) => findings.map((finding) => `${finding.field} ${finding.rule ?? finding.code}`)
  expect({ errors: named(verdict.errors), warnings: named(verdict.warnings) }).toEqual(codes)
}

describe('checkForm', () => {
  it('passes what is right', () => {
    check({ phase: 'A', start_reading: 10 }, 'submit', { errors: [], warnings: [] })
  })

  it('lets a draft be incomplete, but not wrong', () => {
    check({}, 'draft', { errors: [], warnings: [] })
    check({ start_reading: -1 }, 'draft', { errors: ['/start_reading out_of_range'], warnings: [] })
  })

  it('leaves rules about missing values to the finding that names them', () => {
    check({ phase: 'A' }, 'submit', { errors: ['/start_reading required'], warnings: [] })
  })

  it('neither asks nor checks what is not visible', () => {
    check({ phase: 'A', start_reading: 10, reason: 5 }, 'submit', { errors: [], warnings: [] })
    check({ phase: 'C', start_reading: 10, overrides: { 'phase-of-area': '现场核实' } }, 'submit', {
      errors: ['/reason required'],
      warnings: ['/phase phase-of-area'],
    })
  })

  it('asks for a reason that says something before a rule is overridden', () => {
    const overridden = (reason: string) => ({ phase: 'B', start_reading: 10, overrides: { 'phase-of-area': reason } })
    check(overridden(' x '), 'submit', { errors: ['/phase phase-of-area'], warnings: [] })
    check(overridden('现场核实'), 'submit', { errors: [], warnings: ['/phase phase-of-area'] })
  })

  it('counts evidence only at submission', () => {
    const one = { phase: 'A', start_reading: 10, checks: ['ppe'] }
    check(one, 'draft', { errors: [], warnings: [] })
    check(one, 'submit', { errors: ['/checks evidence_missing'], warnings: [] })
  })

  it('shows warnings and passes', () => {
    check({ phase: 'A', start_reading: 2000 }, 'submit', { errors: [], warnings: ['/start_reading low-start'] })
  })

  it('refuses values that are too large to be looked at', () => {
    check({ phase: 'a'.repeat(600_000) }, 'draft', { errors: [' too_large'], warnings: [] })
  })

  it('writes a limit as the field writes its numbers', () => {
    const verdict = checkForm(SCHEMA, UI, [], { ...CHECKED, phase: 'A', start_reading: 10000 }, CONTEXT, 'submit')
    expect(verdict.errors[0]?.message).toEqual({ zh: '不能大于 99.99 kWh', en: 'Must be at most 99.99 kWh' })
  })
})
