import type { IconName, Meaning } from '@ronghe/ui'
import { isGiven } from '../api/given'
import type { CertificateView } from '../api/types'

/** How a certificate stands today. */
export type Standing = 'valid' | 'soon' | 'near' | 'last_day' | 'over' | 'ahead' | 'withdrawn'

export const STANDINGS: Record<Standing, { meaning: Meaning; icon: IconName }> = {
  valid: { meaning: 'done', icon: 'check' },
  soon: { meaning: 'soon', icon: 'clock' },
  near: { meaning: 'soon', icon: 'alert' },
  last_day: { meaning: 'late', icon: 'alert' },
  over: { meaning: 'late', icon: 'stop' },
  ahead: { meaning: 'plain', icon: 'clock' },
  withdrawn: { meaning: 'plain', icon: 'stop' },
}

export function standingOf({ valid, days_left: left, withdrawn_at }: Pick<CertificateView, 'valid' | 'days_left' | 'withdrawn_at'>): Standing {
  if (isGiven(withdrawn_at)) return 'withdrawn'
  if (left < 0) return 'over'
  if (!valid) return 'ahead'
  if (left <= 1) return 'last_day'
  if (left <= 7) return 'near'
  return left <= 30 ? 'soon' : 'valid'
}

/** Somebody has to see to it: it is over, or will be within a month. */
export function needsSeeingTo(certificate: CertificateView): boolean {
  return ['soon', 'near', 'last_day', 'over'].includes(standingOf(certificate))
}
