/**
 * The states that people see, in the words of the wire, each with its meaning, icon and text. A state added to a union
 * does not compile until it stands here.
 */

import type { Meaning } from '../tokens/tokens'
import type { texts } from '../texts'
import type { IconName } from './Icon'

/** States of a stage (环节). */
export type StageState =
  | 'created'
  | 'dispatched'
  | 'signed_in'
  | 'en_route'
  | 'on_site'
  | 'in_progress'
  | 'submitted'
  | 'reviewed'
  | 'sent_back'
  | 'cancelled'

/** States of an order (工单). */
export type OrderState = 'open' | 'suspended' | 'terminated' | 'archived'

/** How far a record has got on its way from the terminal to the platform. */
export type DeliveryState = 'saved' | 'sent' | 'confirmed' | 'refused'

/** How far a file has got; one that an earlier hand-in brought is held by the platform, wherever it was taken. */
export type FileState = DeliveryState | 'held'

export interface StateLook {
  meaning: Meaning
  icon: IconName
  text: Extract<keyof typeof texts, `ui.${'stage' | 'order' | 'delivery'}.${string}`>
}

export const STAGE_STATES: Record<StageState, StateLook> = {
  created: { meaning: 'plain', icon: 'add', text: 'ui.stage.created' },
  dispatched: { meaning: 'plain', icon: 'waiting', text: 'ui.stage.dispatched' },
  signed_in: { meaning: 'running', icon: 'pen', text: 'ui.stage.signed_in' },
  en_route: { meaning: 'running', icon: 'on_the_way', text: 'ui.stage.en_route' },
  on_site: { meaning: 'running', icon: 'pin', text: 'ui.stage.on_site' },
  in_progress: { meaning: 'running', icon: 'work', text: 'ui.stage.in_progress' },
  submitted: { meaning: 'running', icon: 'upload', text: 'ui.stage.submitted' },
  reviewed: { meaning: 'done', icon: 'check', text: 'ui.stage.reviewed' },
  sent_back: { meaning: 'late', icon: 'return', text: 'ui.stage.sent_back' },
  cancelled: { meaning: 'plain', icon: 'close', text: 'ui.stage.cancelled' },
}

export const ORDER_STATES: Record<OrderState, StateLook> = {
  open: { meaning: 'running', icon: 'work', text: 'ui.order.open' },
  suspended: { meaning: 'plain', icon: 'pause', text: 'ui.order.suspended' },
  terminated: { meaning: 'plain', icon: 'stop', text: 'ui.order.terminated' },
  archived: { meaning: 'done', icon: 'check', text: 'ui.order.archived' },
}

export const FILE_STATES: Record<FileState, StateLook> = {
  saved: { meaning: 'soon', icon: 'clock', text: 'ui.delivery.saved' },
  sent: { meaning: 'running', icon: 'upload', text: 'ui.delivery.sent' },
  confirmed: { meaning: 'done', icon: 'check', text: 'ui.delivery.confirmed' },
  refused: { meaning: 'late', icon: 'alert', text: 'ui.delivery.refused' },
  held: { meaning: 'done', icon: 'check', text: 'ui.delivery.held' },
}
