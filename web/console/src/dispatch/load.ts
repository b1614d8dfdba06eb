import type { Loads } from '../api/types'
import { isGiven } from '../api/given'

/** What somebody, or a grid, has on its hands. */
export interface Load {
  open: number
  soon: number
  late: number
}

export interface PersonLoad extends Load {
  /** As many as the rules give him. */
  most?: number
}

export const NO_LOAD: PersonLoad = { open: 0, soon: 0, late: 0 }

/** Stages by who has them. */
export function loadsOfPeople(loads: Loads | undefined): Map<string, PersonLoad> {
  const load = ({ person, open, due_soon: soon, overdue: late, most_in_hand: most }: Loads['people'][number]): [string, PersonLoad] => [
    person, { open, soon, late, ...(isGiven(most) ? { most } : {}) },
  ]
  return new Map(loads?.people.map(load))
}

/** Orders by the grid in which they lie. */
export function loadsOfGrids(loads: Loads | undefined): Map<string, Load> {
  return new Map(loads?.grids.map(({ grid, open, due_soon: soon, overdue: late }) => [grid, { open, soon, late }]))
}

/** Whether he would have more than the rules give him with so many more. */
export function isTooMuch({ open, most }: PersonLoad, more: number): boolean {
  return most !== undefined && open + more > most
}
