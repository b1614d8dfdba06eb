import type { IconName } from '@ronghe/ui'
import type { AbsenceKind } from '../api/types'

/** Why somebody can be away, with its look. */
export const ABSENCE_KINDS: Record<AbsenceKind, IconName> = {
  leave: 'home',
  sick: 'add',
  training: 'pen',
  elsewhere: 'on_the_way',
}

export const ALL_KINDS = Object.keys(ABSENCE_KINDS) as AbsenceKind[]

/** A kind of a later platform has no words here. */
export function absenceKind(kind: string): AbsenceKind | undefined {
  return kind in ABSENCE_KINDS ? (kind as AbsenceKind) : undefined
}
