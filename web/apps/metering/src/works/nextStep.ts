import type { Errand, WorkLine } from '@ronghe/field'
import { COMMAND_LOOKS } from '@ronghe/ui'
import type { texts } from './texts'

type NextKey = Extract<keyof typeof texts, `works.next.${string}`>

/** What whoever stands at the meter does now. */
export function nextStep(
  { command, outcome }: Pick<WorkLine, 'command' | 'outcome'>,
  relay: 'closed' | 'open' | null | undefined,
): NextKey {
  const { changes } = COMMAND_LOOKS[command]
  switch (outcome) {
    case 'unknown':
      return 'works.next.unknown'
    case 'failed':
      return changes ? 'works.next.failed' : 'works.next.failed_look'
    case 'refused':
      return changes ? 'works.next.refused' : 'works.next.refused_look'
    case 'done':
      if (!changes) return 'works.next.look_done'
      if (command === 'trip') return relay === 'closed' ? 'works.next.trip_closed' : 'works.next.trip'
      if (command === 'permit_close' && relay !== 'closed') return 'works.next.permit_close'
      if (command === 'permit_close' || command === 'direct_close') return 'works.next.restored'
      return 'works.next.changed_done'
  }
}

export type Offer = 'verify' | 'meter' | 'order' | 'form'

/** What is offered then: of what is unknown nothing but verifying, and the form for which one came. */
export function offers(work: Pick<WorkLine, 'command' | 'outcome' | 'order'>, errand?: Errand): Offer[] {
  if (errand) return offersForForm(work, errand)
  const { command, outcome, order } = work
  if (outcome === 'unknown') return ['verify']
  if (outcome === 'failed' && COMMAND_LOOKS[command].changes) return ['verify', 'meter']
  return outcome === 'done' && COMMAND_LOOKS[command].changes && order ? ['order', 'meter'] : ['meter']
}

/** What the form wanted and has now leads back to it first; what it still wants is tried at the meter first. */
function offersForForm({ command, outcome }: Pick<WorkLine, 'command' | 'outcome'>, { commands }: Errand): Offer[] {
  if (outcome === 'unknown' || (outcome === 'failed' && COMMAND_LOOKS[command].changes)) return ['verify', 'form']
  return outcome === 'done' && commands.includes(command) ? ['form', 'meter'] : ['meter', 'form']
}
