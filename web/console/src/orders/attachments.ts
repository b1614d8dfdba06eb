import { fromInstant, type Attachment, type FormUi, type Recording, type UiField } from '@ronghe/forms'
import type { Text } from '@ronghe/ui'
import type { EvidenceView, Maybe, OrderFile, StageView } from '../api/types'

/** A file of evidence with what the form says about it. */
export interface Evidence {
  row: EvidenceView
  stage: StageView | undefined
  /** The field that it belongs to; none for a file that no form names (yet). */
  label?: Text
  field?: UiField & { name: string }
  takenAt?: Date
  position?: Attachment['position']
  /** What stands beside a voice note or a video, because nothing can be burnt into it. */
  recording?: Recording
  state: EvidenceState
}

/** `missing`: announced, and not a byte of it has come. */
export type EvidenceState = 'complete' | 'partial' | 'missing' | 'corrupt'

/** The order's files in the order of its stages. */
export function evidenceOf(file: OrderFile, uis: Record<string, FormUi>): Evidence[] {
  const named = new Map<string, Named>()
  for (const { operation } of file.operations) collect(operation.body, operation.form, named)
  for (const stage of Object.values(file.order.stages)) collect(stage.values, stage.form, named)

  const evidence = file.evidence.map((row): Evidence => {
    const stage = file.order.stages[row.stage]
    const said = named.get(row.attachment)
    const field = said && uis[said.form ?? '']?.fields[said.field]
    return {
      row,
      stage,
      state: stateOf(row),
      ...(said && field ? { label: field.label, field: { ...field, name: said.field } } : {}),
      ...(said ? { takenAt: fromInstant(said.taken_at) } : {}),
      ...(said?.position ? { position: said.position } : {}),
      ...(said && isRecording(said) ? { recording: said } : {}),
    }
  })
  return evidence.sort((one, other) => (one.stage?.place ?? 0) - (other.stage?.place ?? 0))
}

/** What values say of a file, and where they say it. */
type Named = (Attachment | Recording) & { field: string; form: Maybe<string> }

function isRecording(file: Attachment | Recording): file is Recording {
  return 'duration_ms' in file
}

function stateOf({ state, received }: EvidenceView): EvidenceState {
  if (state === 'complete' || state === 'corrupt') return state
  return received === 0 ? 'missing' : 'partial'
}

/** The ids of the files in one field's value. */
export function attachmentIds(value: unknown): string[] {
  const found = new Map<string, Named>()
  collect({ value }, undefined, found)
  return [...found.keys()]
}

function collect(
  values: unknown,
  form: Maybe<string>,
  found: Map<string, Named>,
): void {
  for (const [field, value] of Object.entries((values ?? {}) as Record<string, unknown>)) visit(value, field)

  function visit(value: unknown, field: string): void {
    if (typeof value !== 'object' || value === null) return
    if ('attachment_id' in value) {
      const attachment = value as Attachment | Recording
      found.set(attachment.attachment_id, { ...attachment, field, form })
      return
    }
    for (const inner of Object.values(value)) visit(inner, field)
  }
}
