/**
 * What the schema finds wrong, as JSON pointer and fault.
 *
 * The validator interprets the schema: the terminal's pages run under a Content-Security-Policy without `unsafe-eval`,
 * which forbids validators that generate code.
 */

import { Validator, type OutputUnit, type Schema } from '@cfworker/json-schema'
import valuesSchema from '../../../../../crates/forms/values.schema.json'
import type { FormValues } from '../model/form'
import { NUMBER_FORMATS, PERSON_NAME, registerFormats, type NumberFault } from './formats'
import { parsePointer, pointer, resolve } from './pointer'

/** What exactly is wrong; each has its words in `texts.ts`. */
export type Fault =
  | 'required'
  | 'unknown'
  | 'type'
  | 'enum'
  | 'minimum'
  | 'maximum'
  | 'more_than'
  | 'less_than'
  | 'min_length'
  | 'max_length'
  | 'min_items'
  | 'max_items'
  | 'repeated'
  | 'pattern'
  | 'blanks'
  | 'incomplete'
  | `number_${NumberFault}`

export interface SchemaFault {
  /** JSON pointer into the values; empty for the form as a whole. */
  field: string
  fault: Fault
  /** The limit that was passed, for the words. */
  limit?: number
}

export function schemaFaults(schema: Schema, values: FormValues): SchemaFault[] {
  const units = validatorOf(schema).validate(values).errors
  const branches = units.filter((unit) => BRANCHING.has(unit.keyword))
  return units
    .filter((unit) => !CONTAINERS.has(unit.keyword) && !branches.some((branch) => isInside(unit, branch)))
    .map((unit) => schemaFault(unit, schema, values))
}

/** What fails inside the branches of a choice says nothing: the value may have been meant for another branch. */
function isInside(unit: OutputUnit, branch: OutputUnit): boolean {
  if (unit.keywordLocation.startsWith(`${branch.keywordLocation}/`)) return true
  // The validator gives a member that is not allowed no place in the schema.
  return unit.keyword === 'false' && unit.instanceLocation.startsWith(`${branch.instanceLocation}/`)
}

function schemaFault(unit: OutputUnit, schema: Schema, values: FormValues): SchemaFault {
  const path = parsePointer(unit.instanceLocation)
  if (MISSING.has(unit.keyword)) path.push(missingProperty(unit.error))
  const limit = resolve(schema, valuesSchema, parsePointer(unit.keywordLocation))
  return {
    field: pointer(path),
    fault: faultOf(unit.keyword, limit, resolve(values, valuesSchema, path)),
    ...(typeof limit === 'number' ? { limit } : {}),
  }
}

function faultOf(keyword: string, keywordValue: unknown, value: unknown): Fault {
  if (keyword !== 'format') return FAULTS[keyword] ?? 'incomplete'
  if (keywordValue === PERSON_NAME) return 'blanks'
  const numberFault = NUMBER_FORMATS[String(keywordValue)]?.(String(value))
  return numberFault === undefined ? 'pattern' : `number_${numberFault}`
}

/** The validator tells the name only in its sentence; `schemaFaults.test.ts` watches that sentence. */
function missingProperty(sentence: string): string {
  return /(?:required property|does not have) "(.*)"\.$/.exec(sentence)?.[1] ?? ''
}

function validatorOf(schema: Schema): Validator {
  const known = VALIDATORS.get(schema)
  if (known) return known
  const made = new Validator(schema, '2020-12', false)
  made.addSchema(valuesSchema)
  VALIDATORS.set(schema, made)
  return made
}

registerFormats()

const VALIDATORS = new WeakMap<Schema, Validator>()

const BRANCHING = new Set(['oneOf', 'anyOf', 'not', 'contains'])

/** Keywords that only report that something inside them failed; what failed is reported by itself. */
const CONTAINERS = new Set([
  '$ref',
  'additionalProperties',
  'allOf',
  'dependentSchemas',
  'if',
  'items',
  'patternProperties',
  'prefixItems',
  'properties',
  'unevaluatedProperties',
])

const MISSING = new Set(['required', 'dependentRequired'])

const FAULTS: Partial<Record<string, Fault>> = {
  required: 'required',
  dependentRequired: 'required',
  false: 'unknown',
  type: 'type',
  enum: 'enum',
  const: 'enum',
  minimum: 'minimum',
  maximum: 'maximum',
  exclusiveMinimum: 'more_than',
  exclusiveMaximum: 'less_than',
  minLength: 'min_length',
  maxLength: 'max_length',
  minItems: 'min_items',
  maxItems: 'max_items',
  uniqueItems: 'repeated',
  pattern: 'pattern',
}
