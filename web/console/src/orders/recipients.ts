/** Whom the next stage is given to, as the platform offers it for what is filled in. */

import type { FormUi, FormValues } from '@ronghe/forms'
import { isGiven } from '../api/given'
import type { NextChoice, Recipient } from '../api/types'

/** What the ways of a drawing can ask about: nothing that a person wrote. So the offer is not asked for at every letter. */
export function decisive(ui: FormUi, values: FormValues): FormValues {
  return Object.fromEntries(Object.entries(values).filter(([name]) => !WRITTEN.has(ui.fields[name]?.widget ?? '')))
}

/** What is chosen before anybody has chosen: the only role there is. */
export function firstChoice({ roles }: NextChoice): Recipient | undefined {
  const [only, ...others] = roles
  return only !== undefined && others.length === 0 ? { role: only } : undefined
}

/** What was chosen, as long as it is offered for what is filled in now; of who is away, only oneself. */
export function stillOffered(next: NextChoice, chosen: Recipient | undefined, self: string): Recipient | undefined {
  if (chosen === undefined) return undefined
  if ('role' in chosen) return next.roles.includes(chosen.role) ? chosen : undefined
  return next.people.some((taker) => taker.person === chosen.person && mayGet(taker, self)) ? chosen : undefined
}

/** The platform passes over whoever is away; whoever hands it in himself is there. */
export function mayGet({ person, away_until }: NextChoice['people'][number], self: string): boolean {
  return person === self || !isGiven(away_until)
}

/** Tells one choice from another. */
export function keyOf(to: Recipient): string {
  return 'role' in to ? `role ${to.role}` : `person ${to.person}`
}

const WRITTEN = new Set<string>(['text', 'textarea', 'barcode'])
