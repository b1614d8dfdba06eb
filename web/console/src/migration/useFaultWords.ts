import { useI18n } from '@ronghe/ui'
import type { OrdersThatStay } from '../api/types'
import { nameIn, type BothVersions } from './elementNames'
import { faultOf, type Fault } from './faults'
import { texts } from './texts'

export interface FaultWords {
  cause: string
  nextStep: string
}

/** Why orders stay, and what a person can do about it. */
export function useFaultWords({ from, to }: BothVersions): (stays: OrdersThatStay) => FaultWords {
  const { t, say } = useI18n(texts)
  const words: Record<Fault['code'], (about: { element: string; target: string; fault: Fault; message: string }) => FaultWords> = {
    no_place: ({ element }) => ({ cause: t('migration.fault.no_place', { element }), nextStep: t('migration.fault.choose') }),
    other_kind: ({ element, target }) => ({ cause: t('migration.fault.other_kind', { element, target }), nextStep: t('migration.fault.choose') }),
    other_scope: ({ element, target }) => ({ cause: t('migration.fault.other_scope', { element, target }), nextStep: t('migration.fault.same_scope') }),
    no_flow: ({ element, fault: { flow } }) => ({ cause: t('migration.fault.no_flow', { element, flow }), nextStep: t('migration.fault.wait_join') }),
    no_process: ({ fault: { process } }) => ({ cause: t('migration.fault.no_process', { process }), nextStep: t('migration.fault.finish') }),
    not_armed: ({ fault: { reason } }) => ({ cause: t('migration.fault.not_armed', { reason }), nextStep: t('migration.fault.author') }),
    not_running: () => ({ cause: t('migration.fault.not_running'), nextStep: t('migration.fault.nothing') }),
    other_definition: () => ({ cause: t('migration.fault.other_definition'), nextStep: t('migration.fault.operators') }),
    unknown: ({ message }) => ({ cause: t('migration.fault.unknown', { message }), nextStep: t('migration.fault.operators') }),
  }
  return ({ fault: said, message }) => {
    const fault = faultOf(said)
    const element = say(nameIn(from, fault.element))
    return words[fault.code]({ element, target: say(nameIn(to, fault.target)), fault, message })
  }
}
