import type { Position } from './values'

export type PositionDoubt = 'inexact' | 'far'

/** What makes a position doubtful, the worse first. Only a hint on the screen: what must be explained is a rule of the form. */
export function positionDoubt(position: Position, distance: number | undefined): PositionDoubt | undefined {
  if (distance !== undefined && distance > DISTANCE_GOOD_M) return 'far'
  return position.accuracy_m > ACCURACY_GOOD_M ? 'inexact' : undefined
}

const ACCURACY_GOOD_M = 50
const DISTANCE_GOOD_M = 100
