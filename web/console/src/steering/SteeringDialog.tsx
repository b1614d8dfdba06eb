import type { ComponentType } from 'react'
import { AddSignerDialog } from './AddSignerDialog'
import { ResumeDialog } from './ResumeDialog'
import { SendBackDialog } from './SendBackDialog'
import type { Steering } from './steerings'
import type { SteeringProps } from './steeringProps'
import { SuspendDialog } from './SuspendDialog'
import { TerminateDialog } from './TerminateDialog'
import { UrgeDialog } from './UrgeDialog'

/** The dialog of each. */
export function SteeringDialog({ steering, ...props }: SteeringProps & { steering: Steering }) {
  const Dialog = DIALOGS[steering]
  return <Dialog {...props} />
}

const DIALOGS: Record<Steering, ComponentType<SteeringProps>> = {
  urge: UrgeDialog,
  send_back: SendBackDialog,
  suspend: SuspendDialog,
  resume: ResumeDialog,
  add_signer: AddSignerDialog,
  terminate: TerminateDialog,
}
