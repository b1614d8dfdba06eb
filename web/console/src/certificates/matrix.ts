import type { CertificateView, PersonView } from '../api/types'
import { isGiven } from '../api/given'

/** A person and what he has of each kind. */
export interface MatrixRow {
  person: PersonView
  held: Map<string, CertificateView>
  /** Kinds of which he has one that counts today. */
  valid: number
}

/** People who work here, by what they have; of several of a kind the one that ends last, and no withdrawn ones. */
export function matrixOf(people: PersonView[], certificates: CertificateView[]): MatrixRow[] {
  return people.filter(({ active }) => active).map((person) => {
    const held = new Map<string, CertificateView>()
    for (const each of certificates) {
      if (each.person !== person.person || isGiven(each.withdrawn_at)) continue
      const known = held.get(each.kind)
      if (known === undefined || known.valid_to < each.valid_to) held.set(each.kind, each)
    }
    const kinds = certificates.filter((each) => each.person === person.person && each.valid).map(({ kind }) => kind)
    return { person, held, valid: new Set(kinds).size }
  })
}

/** How many have one of a kind that counts today. */
export function validOf(rows: MatrixRow[], kind: string): number {
  return rows.filter(({ held }) => held.get(kind)?.valid === true).length
}

/** Multi-skill (一专多能): how many have two kinds or more, of how many. */
export function multiSkill(rows: MatrixRow[]): { skilled: number; all: number } {
  return { skilled: rows.filter(({ valid }) => valid >= 2).length, all: rows.length }
}
