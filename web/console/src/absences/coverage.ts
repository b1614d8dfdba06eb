/** Whether somebody is there for every grid while others are away. */

import { isGiven } from '../api/given'
import type { AbsenceView, GridView, PersonView } from '../api/types'
import type { Span } from './days'

/** A time in which nobody of a grid's two is there. */
export interface Uncovered extends Span {
  grid: GridView
  /** Who answers for it and is away; one, where the other place is vacant. */
  away: string[]
}

/**
 * When nobody is there for a grid, because everyone who answers for it is away. Whoever has left answers for nothing any
 * more; a grid that nobody answers for at all is a vacancy, and no matter of absences.
 */
export function uncovered(grids: GridView[], absences: (Span & Pick<AbsenceView, 'person'>)[], people: PersonView[]): Uncovered[] {
  const hasLeft = new Set(people.filter(({ active }) => !active).map(({ person }) => person))
  const found = grids.flatMap((grid) => {
    const away = [...new Set([grid.primary, grid.backup].filter(isGiven).filter((person) => !hasLeft.has(person)))]
    const [first, ...others] = away.map((person) => united(absences.filter((each) => each.person === person)))
    if (first === undefined) return []
    return others.reduce(common, first).map((span) => ({ grid, away, ...span }))
  })
  return found.sort((one, other) => one.from - other.from)
}

/** The same time without gaps and overlaps, in order. */
export function united(spans: Span[]): Span[] {
  const joined: Span[] = []
  for (const { from, until } of [...spans].sort((one, other) => one.from - other.from)) {
    const last = joined.at(-1)
    if (last && from <= last.until) last.until = Math.max(last.until, until)
    else joined.push({ from, until })
  }
  return joined
}

/** What lies in both. */
export function common(one: Span[], other: Span[]): Span[] {
  return one.flatMap((left) =>
    other.flatMap((right) => {
      const both = { from: Math.max(left.from, right.from), until: Math.min(left.until, right.until) }
      return both.from < both.until ? [both] : []
    }),
  )
}

export function touches(one: Span, other: Span): boolean {
  return one.from < other.until && other.from < one.until
}

export function isAwayAt({ from, until }: Span, at: number): boolean {
  return from <= at && at < until
}
