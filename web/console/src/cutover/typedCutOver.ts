import type { CutOverRequest } from '../api/types'

/** A cut-over while it is typed. */
export interface TypedCutOver {
  /** The area's code. */
  area: string
  toGrid: string
  /** `2025-07-12`; empty for at once. */
  day: string
  takesBegun: boolean
  reason: string
}

export const UNTYPED: TypedCutOver = { area: '', toGrid: '', day: '', takesBegun: false, reason: '' }

/** What can be tried out: a preview wants no reason and no day. */
export function isAsked({ area, toGrid }: TypedCutOver): boolean {
  return area !== '' && toGrid !== ''
}

export function isReady(typed: TypedCutOver): boolean {
  return isAsked(typed) && typed.reason.trim().length >= REASON_LEN_MIN
}

/** As the platform takes it; with a `reason` that stands for the one to come, it is a question about now. */
export function requestOf({ area, toGrid, day, takesBegun, reason: typed }: TypedCutOver, reason?: string): CutOverRequest {
  const asked = { area, to_grid: toGrid, takes_begun: takesBegun }
  if (reason !== undefined) return { ...asked, reason }
  return { ...asked, reason: typed.trim(), ...(day === '' ? {} : { from_day: day }) }
}

const REASON_LEN_MIN = 2
