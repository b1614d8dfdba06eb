/** How far something recorded has come on its way to the company. */

import type { DeliveryState } from '@ronghe/ui'
import type { OutboxEntry, OutboxFile } from './wire'

/** Nothing for what was taken back: it is on no way any more. */
export function deliveryOf({ state, files }: OutboxEntry): DeliveryState | undefined {
  switch (state) {
    case 'pending':
      return 'saved'
    case 'parked':
      return 'refused'
    case 'withdrawn':
      return undefined
    case 'settled':
      return files.every((file) => file.state === 'confirmed') ? 'confirmed' : 'sent'
  }
}

export function fileDelivery({ state }: OutboxFile): DeliveryState {
  switch (state) {
    case 'captured':
    case 'needed':
      return 'saved'
    case 'uploaded':
      return 'sent'
    case 'confirmed':
      return 'confirmed'
  }
}

/** The share of a file that has arrived, while it is under way. */
export function sentShare(file: OutboxFile): number | undefined {
  return file.state === 'needed' && file.size > 0 ? file.sent_bytes / file.size : undefined
}

export interface Bytes {
  left: number
  total: number
}

/** Of all files of a record. */
export function bytesOf(files: OutboxFile[]): Bytes {
  const total = files.reduce((sum, file) => sum + file.size, 0)
  return { total, left: total - files.reduce((sum, file) => sum + arrived(file), 0) }
}

function arrived(file: OutboxFile): number {
  if (file.state === 'uploaded' || file.state === 'confirmed') return file.size
  return file.state === 'needed' ? file.sent_bytes : 0
}
