import type { ItemView } from '../api/types'

/** The grid that is proposed for an order without a known area. */
export interface Nearest {
  grid: string
  name: string
  metres: number
}

export function nearestOf({ detail }: ItemView): Nearest & Record<string, string | number> {
  const { grid, grid_name: name, distance_m: metres } = (detail ?? {}) as { grid?: string; grid_name?: string; distance_m?: number }
  return { grid: grid ?? '', name: name ?? '', metres: metres ?? 0 }
}
