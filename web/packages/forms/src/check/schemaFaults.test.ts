import type { Schema } from '@cfworker/json-schema'
import { expect, it } from 'vitest'
import { schemaFaults } from './schemaFaults'

const SCHEMA: Schema = {
  type: 'object',
  required: ['mobile'],
  additionalProperties: false,
  dependentRequired: { hour: ['reason'] },
  properties: {
    mobile: { type: 'string', format: 'mobile' },
    reading: { type: 'integer', exclusiveMinimum: 0 },
    phase: { enum: ['A', 'B', 'C'] },
    photos: { $ref: 'urn:ronghe:values:1#/$defs/photos', minItems: 2 },
    position: { $ref: 'urn:ronghe:values:1#/$defs/position' },
    signature: { $ref: 'urn:ronghe:values:1#/$defs/signature' },
    seals: { $ref: 'urn:ronghe:values:1#/$defs/seals' },
    hour: { type: 'integer' },
    reason: { type: 'string' },
  },
  if: { properties: { phase: { const: 'C' } }, required: ['phase'] },
  then: { required: ['reason'] },
}

const GOOD = { mobile: '13800001234' }
const REFUSED = { refused: true, reason: '客户不在家', witnesses: [{ name: '王强' }, { name: '李敏' }] }

it.each([GOOD, { ...GOOD, signature: REFUSED }])('finds nothing wrong with good values', (values) => {
  expect(schemaFaults(SCHEMA, values)).toEqual([])
})

it.each([
  [{}, { field: '/mobile', fault: 'required' }],
  [{ mobile: '23800001234' }, { field: '/mobile', fault: 'number_characters' }],
  [{ ...GOOD, reading: 0 }, { field: '/reading', fault: 'more_than', limit: 0 }],
  [{ ...GOOD, reading: '1' }, { field: '/reading', fault: 'type' }],
  [{ ...GOOD, phase: 'D' }, { field: '/phase', fault: 'enum' }],
  [{ ...GOOD, phase: 'C' }, { field: '/reason', fault: 'required' }],
  [{ ...GOOD, hour: 3 }, { field: '/reason', fault: 'required' }],
  [{ ...GOOD, photos: [] }, { field: '/photos', fault: 'min_items', limit: 2 }],
  [
    { ...GOOD, position: { lon: 200, lat: 39, accuracy_m: 5, source: 'gnss', at: 1 } },
    { field: '/position/lon', fault: 'maximum', limit: 180 },
  ],
  [
    { ...GOOD, seals: [{ position: 'box_door', colour: 'red', number: '12' }] },
    { field: '/seals/0/number', fault: 'pattern' },
  ],
  // A choice is reported once, not for each of its branches.
  [{ ...GOOD, signature: { refused: true, reason: '客户不在家' } }, { field: '/signature', fault: 'incomplete' }],
  [{ ...GOOD, stray: 1 }, { field: '/stray', fault: 'unknown' }],
])('names field and fault: %j', (values, fault) => {
  expect(schemaFaults(SCHEMA, values)).toEqual([fault])
})
