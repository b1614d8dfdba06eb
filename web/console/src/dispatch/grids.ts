import type { Palette } from '@ronghe/ui'
import { isGiven } from '../api/given'
import type { GridView, Maybe, OrderLineView } from '../api/types'
import type { Load } from './load'

/**
 * The grid that an order counts for: that of whoever has it, because the list does not name the place. An order that
 * nobody has counts nowhere.
 */
export function gridOf({ stages }: OrderLineView, grids: GridView[]): string | undefined {
  const has = (person: Maybe<string>) => isGiven(person) && stages.some(({ assignee }) => assignee === person)
  return (grids.find(({ primary }) => has(primary)) ?? grids.find(({ backup }) => has(backup)))?.grid
}

/** The colour of a grid by how much is open in it: late before soon before busy before quiet. */
export function gridFill(load: Load | undefined, { surface, primarySoft, meanings }: Palette): string {
  if (load === undefined || load.open === 0) return surface
  if (load.late > 0) return meanings.late.ground
  if (load.soon > 0) return meanings.soon.ground
  return load.open >= BUSY ? meanings.running.ground : primarySoft
}

const BUSY = 8
