import type { ProcessLine } from '../api/types'

/** The versions that orders of one can be moved to, newest first. */
export function targetsOf(hash: string, lines: ProcessLine[]): ProcessLine[] {
  const from = lines.find((line) => line.hash === hash)
  const others = lines.filter((line) => line.process === from?.process && line.hash !== hash)
  return others.sort((one, other) => other.version - one.version)
}

/** The one that is usually meant: the active one, else the newest. */
export function usualTarget(targets: ProcessLine[]): ProcessLine | undefined {
  return targets.find(({ active }) => active) ?? targets[0]
}
