import { fileDelivery as deliveryOfFile, sentShare, type OutboxEntry, type OutboxFile, type Stage } from '@ronghe/field'
import type { Attachment, AttachmentView, FormValues } from '@ronghe/forms'
import type { FileState } from '@ronghe/ui'

/** Every file that the values name, also the picture of a signature, by id. */
export function attachmentsIn(values: FormValues): Map<string, Attachment> {
  const found = new Map<string, Attachment>()
  collect(values, found)
  return found
}

/** The files that are on their way, by id. */
export function filesOf(entries: OutboxEntry[]): Map<string, OutboxFile> {
  return new Map(entries.flatMap((entry) => entry.files.map((file) => [file.attachment, file] as const)))
}

export function fileDelivery(file: OutboxFile): Pick<AttachmentView, 'delivery' | 'sentShare'> {
  const share = sentShare(file)
  return { delivery: deliveryOfFile(file), ...(share === undefined ? {} : { sentShare: share }) }
}

/** Where a file is that is not on its way. What a stage came with, an earlier hand-in has brought to the platform. */
export function restingPlace(stage: Stage, id: string, isHere: boolean): FileState {
  if (stage.state === 'submitted' || stage.state === 'reviewed') return 'confirmed'
  return !isHere || attachmentsIn(stage.values ?? {}).has(id) ? 'held' : 'saved'
}

function collect(value: unknown, found: Map<string, Attachment>): void {
  if (typeof value !== 'object' || value === null) return
  if ('attachment_id' in value) found.set(String(value.attachment_id), value as Attachment)
  for (const member of Object.values(value)) collect(member, found)
}
