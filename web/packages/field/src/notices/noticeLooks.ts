import type { IconName, Meaning } from '@ronghe/ui'
import { texts } from '../texts'

/** How a message looks, by what it is about; a word that this release does not know looks plain. */
export function noticeLook(about: string): NoticeLook {
  return LOOKS[about] ?? OTHER
}

export interface NoticeLook {
  icon: IconName
  meaning: Meaning
  word: keyof typeof texts & `field.notice.${string}`
}

const LOOKS: Record<string, NoticeLook> = {
  reassigned: { icon: 'swap', meaning: 'soon', word: 'field.notice.reassigned' },
  cancelled: { icon: 'stop', meaning: 'late', word: 'field.notice.cancelled' },
  urged: { icon: 'bell', meaning: 'soon', word: 'field.notice.urged' },
  suspended: { icon: 'pause', meaning: 'soon', word: 'field.notice.suspended' },
  resumed: { icon: 'forward', meaning: 'running', word: 'field.notice.resumed' },
  changed: { icon: 'pen', meaning: 'running', word: 'field.notice.changed' },
  due_soon: { icon: 'clock', meaning: 'soon', word: 'field.notice.due_soon' },
  overdue: { icon: 'alert', meaning: 'late', word: 'field.notice.overdue' },
  late: { icon: 'clock', meaning: 'soon', word: 'field.notice.late' },
  conflict: { icon: 'alert', meaning: 'soon', word: 'field.notice.conflict' },
  refused: { icon: 'alert', meaning: 'late', word: 'field.notice.refused' },
  other_card: { icon: 'card', meaning: 'soon', word: 'field.notice.other_card' },
  returned: { icon: 'return', meaning: 'late', word: 'field.notice.returned' },
}

const OTHER: NoticeLook = { icon: 'bell', meaning: 'plain', word: 'field.notice.other' }
