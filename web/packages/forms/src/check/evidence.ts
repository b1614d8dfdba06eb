/** What must be shown, not only said: photos, recordings, signature, position, second person, safety checks. */

import type { Schema } from '@cfworker/json-schema'
import type { Text } from '@ronghe/ui'
import type { FormUi, FormValues, WidgetName } from '../model/form'

export type EvidenceKind = 'photo' | 'voice' | 'video' | 'signature' | 'position' | 'second_person' | 'safety_checks'

/** One piece of evidence that a form asks for, and how much of it is there. */
export interface EvidenceNeed {
  field: string
  kind: EvidenceKind
  label: Text
  /** Zero for what may be given but need not. */
  min: number
  max: number
  present: number
}

/** The evidence that the answers so far call for; `values` and `hidden` come from `visibleValues`. */
export function evidenceNeeds(schema: Schema, ui: FormUi, values: FormValues, hidden: Set<string>): EvidenceNeed[] {
  return ui.groups
    .flatMap((group) => group.fields)
    .filter((name) => !hidden.has(name))
    .flatMap((name) => need(name, schema, ui, values))
}

export function isMet(need: EvidenceNeed): boolean {
  return need.min <= need.present && need.present <= need.max
}

function need(name: string, schema: Schema, ui: FormUi, values: FormValues): EvidenceNeed[] {
  const field = ui.fields[name]
  const kind = field && KINDS[field.widget]
  if (!field || !kind) return []
  const required = schema.required?.includes(name) ?? false
  const value = values[name]
  const present = Array.isArray(value) ? value.length : value === undefined ? 0 : 1
  const base = { field: name, kind, label: field.label, present }
  if (kind === 'photo' || kind === 'voice' || kind === 'video') {
    const wanted = kind === 'photo' ? field.photo : field.recording
    return wanted ? [{ ...base, min: wanted.min, max: wanted.max }] : []
  }
  const max = kind === 'safety_checks' ? (field.options?.length ?? 0) : 1
  return [{ ...base, min: required ? max : 0, max }]
}

const KINDS: Partial<Record<WidgetName, EvidenceKind>> = {
  photo: 'photo',
  voice: 'voice',
  video: 'video',
  signature: 'signature',
  gps: 'position',
  'second-person': 'second_person',
  checklist: 'safety_checks',
}
