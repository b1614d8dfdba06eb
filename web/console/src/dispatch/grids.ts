import type { Palette } from '@ronghe/ui'
import type { Load } from './load'

/** The colour of a grid by how much is open in it: late before soon before busy before quiet. */
export function gridFill(load: Load | undefined, { surface, primarySoft, meanings }: Palette): string {
  if (load === undefined || load.open === 0) return surface
  if (load.late > 0) return meanings.late.ground
  if (load.soon > 0) return meanings.soon.ground
  return load.open >= BUSY ? meanings.running.ground : primarySoft
}

const BUSY = 8
