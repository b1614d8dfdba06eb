/** The cases of `crates/forms/tests/meter_work.rs`: both sides must answer alike. */

import type { Schema } from '@cfworker/json-schema'
import { describe, expect, it } from 'vitest'
import type { FormUi, FormValues } from '../model/form'
import { checkForm, type Purpose } from './checkForm'

const WORK = { $ref: 'urn:ronghe:values:1#/$defs/meter_work' }
const SCHEMA: Schema = {
  type: 'object',
  properties: {
    outcome: { enum: ['stopped', 'paid', 'state_unknown'] },
    trip: WORK,
    read: WORK,
    clock_off: { type: 'boolean' },
    clock: WORK,
  },
  required: ['outcome', 'trip'],
  additionalProperties: false,
}

const label = { zh: '甲', en: 'A' }
const UI: FormUi = {
  title: label,
  groups: [{ id: 'all', title: label, fields: ['outcome', 'trip', 'read', 'clock_off', 'clock'] }],
  fields: {
    outcome: { label, widget: 'choice' },
    trip: {
      label,
      widget: 'meter-work',
      visible: "has(form.outcome) && form.outcome != 'paid'",
      meter_work: { commands: ['trip'], unless: ['paid'], unknown: ['state_unknown'] },
    },
    read: { label, widget: 'meter-work', meter_work: { commands: ['read'] } },
    clock_off: { label, widget: 'toggle' },
    clock: {
      label,
      widget: 'meter-work',
      visible: 'has(form.clock_off) && form.clock_off',
      meter_work: { commands: ['set_clock'], unless: ['paid', 'state_unknown'], while_visible: true },
    },
  },
}

function work(command: string, outcome: string, more: object = {}) {
  return {
    work: '01940000-0000-7000-8000-000000000001', command, meter: '000012345678', outcome,
    at: 1795330500000000, before: { relay: 'closed' }, ...more,
  }
}

const TRIPPED = work('trip', 'done', { after: { relay: 'open', voltage_mv: 0 } })

function check(values: FormValues, expected: string[], purpose: Purpose = 'submit') {
  const { errors } = checkForm(SCHEMA, UI, [], values, { order: {}, now: 0 }, purpose)
  expect(errors.map(({ field, code }) => `${field} ${code}`)).toEqual(expected)
}

describe('a work at a meter', () => {
  it('has to be done where the result claims it', () => {
    check({ outcome: 'stopped', trip: TRIPPED }, [])
    check({ outcome: 'stopped' }, ['/trip required'])
    check({ outcome: 'stopped', trip: work('trip', 'refused') }, ['/trip work_not_done'])
    check({ outcome: 'stopped', trip: work('trip', 'failed') }, ['/trip work_not_done'])
  })

  it('is verified and nothing else while nobody knows what the meter did', () => {
    const trip = work('trip', 'unknown')
    check({ outcome: 'stopped', trip }, ['/trip work_unknown'])
    check({ outcome: 'paid', trip }, ['/trip work_unknown'])
    check({ outcome: 'state_unknown', trip }, [])
    check({ outcome: 'state_unknown', trip: work('trip', 'failed') }, ['/trip work_not_done'])
  })

  it('is not denied once the meter was changed, though the field is hidden by then', () => {
    check({ outcome: 'paid' }, [])
    check({ outcome: 'paid', trip: TRIPPED }, ['/trip work_done'])
    check({ outcome: 'state_unknown', trip: TRIPPED }, ['/trip work_done'])
  })

  it('counts as claimed where there is no result', () => {
    check({}, ['/outcome required', '/trip work_not_done'])
  })

  it('is done once it was read back', () => {
    check({ outcome: 'stopped', trip: work('trip', 'done') }, ['/trip/after required'])
    check({ outcome: 'stopped', trip: work('trip', 'done', { after: { relay: 'closed' } }) }, ['/trip/after/relay not_a_choice'])
    check({ outcome: 'stopped', trip: TRIPPED, read: work('read', 'done') }, ['/read/readings required'])
  })

  it('is the one that was asked for, in a draft too', () => {
    const values = { outcome: 'stopped', trip: { ...TRIPPED, command: 'permit_close' } }
    check(values, ['/trip/command not_a_choice'])
    check(values, ['/trip/command not_a_choice'], 'draft')
  })

  it('may still be to verify in a draft', () => {
    check({ outcome: 'stopped', trip: work('trip', 'unknown') }, [], 'draft')
  })

  it('counts once it is there where it only reads, and only where it is asked for where it sets', () => {
    check({ outcome: 'paid', read: work('read', 'failed') }, ['/read work_not_done'])
    check({ outcome: 'stopped', trip: TRIPPED, clock_off: true }, ['/clock work_not_done'])
    const clock = work('set_clock', 'unknown')
    check({ outcome: 'stopped', trip: TRIPPED, clock_off: true, clock }, ['/clock work_unknown'])
    // A look has found it right: it is not asked for any more.
    check({ outcome: 'stopped', trip: TRIPPED, clock_off: false, clock }, [])
  })
})
