import type { ProcessLine } from '../api/types'

/** The one that is usually meant: the active one, else the newest. */
export function usualTarget(targets: ProcessLine[]): ProcessLine | undefined {
  return targets.find(({ active }) => active) ?? targets[0]
}
