import type { Authorisation, AuthorisationState } from '@ronghe/field'
import { fromInstant } from '@ronghe/forms'
import type { IconName, Meaning, MeterCommand } from '@ronghe/ui'

export const LEAVE_LOOKS: Record<AuthorisationState, { icon: IconName; meaning: Meaning }> = {
  requested: { icon: 'waiting', meaning: 'running' },
  refused: { icon: 'close', meaning: 'late' },
  approved: { icon: 'check', meaning: 'done' },
  released: { icon: 'upload', meaning: 'running' },
  used: { icon: 'check', meaning: 'plain' },
  withdrawn: { icon: 'return', meaning: 'late' },
  expired: { icon: 'clock', meaning: 'plain' },
}

/** The newest leave for a command. */
export function leaveFor(leaves: Authorisation[], command: MeterCommand): Authorisation | undefined {
  return leaves
    .filter((leave) => leave.command === command)
    .reduce<Authorisation | undefined>((newest, each) => (newest && newest.requested_at >= each.requested_at ? newest : each), undefined)
}

/** As it stands now: time passes, whether or not the company has said so yet. */
export function stateNow(leave: Authorisation, now: Date): AuthorisationState {
  const isLive = leave.state === 'requested' || leave.state === 'approved'
  return isLive && now >= fromInstant(leave.not_after) ? 'expired' : leave.state
}

/** Only then is the last look opened. */
export function mayBegin(leave: Authorisation, now: Date): boolean {
  return stateNow(leave, now) === 'approved' && now >= fromInstant(leave.not_before)
}

/** Another one may be asked for. */
export function isOver(state: AuthorisationState): boolean {
  return state !== 'requested' && state !== 'approved'
}
