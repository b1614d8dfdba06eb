import type { IconName } from '@ronghe/ui'
import type { DutyKind } from '../api/types'

interface KindLook {
  icon: IconName
  /** `08:30`, as the kind usually begins and ends; at the same time or earlier means the day after. */
  from: string
  until: string
}

/** What somebody can be on duty as, with its look and its usual hours. */
export const DUTY_KINDS: Record<DutyKind, KindLook> = {
  day: { icon: 'sun', from: '08:00', until: '18:00' },
  night: { icon: 'moon', from: '18:00', until: '08:00' },
  standby: { icon: 'phone', from: '08:00', until: '08:00' },
  lead: { icon: 'shield', from: '08:00', until: '08:00' },
}

export const ALL_DUTY_KINDS = Object.keys(DUTY_KINDS) as DutyKind[]

/** A kind of a later platform has no words here. */
export function dutyKind(kind: string): DutyKind | undefined {
  return kind in DUTY_KINDS ? (kind as DutyKind) : undefined
}
