/** Whom the next stage may go to: the worker himself, a role, or a person. */

import type { Candidate, HandOver, Person, Recipient, Role } from '@ronghe/field'

export interface Choices {
  /** The worker himself may take it; `continues` when he can go on at once. */
  self?: { person: string; continues: boolean }
  roles: Role[]
  people: Candidate[]
}

export function choicesOf({ roles, continuable }: HandOver, worker: Person, candidates: Candidate[]): Choices {
  const mayTake = ({ roles: own }: { roles: Role[] }) => own.some((role) => roles.includes(role))
  return {
    roles,
    people: candidates.filter((candidate) => candidate.person !== worker.person && mayTake(candidate)),
    ...(mayTake(worker) ? { self: { person: worker.person, continues: continuable } } : {}),
  }
}

/** What is chosen before the worker has chosen: going on at once, or the only role there is. */
export function firstChoice({ self, roles }: Choices): Recipient | undefined {
  if (self?.continues) return { person: self.person }
  const [only, ...others] = roles
  return only !== undefined && others.length === 0 ? { role: only } : undefined
}

export function isSame(one: Recipient | undefined, other: Recipient): boolean {
  if (one === undefined) return false
  return 'role' in one ? 'role' in other && one.role === other.role : 'person' in other && one.person === other.person
}
