import type { ProcessLine } from '../api/types'

/** The other versions of a process, newest first. */
export function otherVersions(hash: string, lines: ProcessLine[]): ProcessLine[] {
  const own = lines.find((line) => line.hash === hash)
  const others = lines.filter((line) => line.process === own?.process && line.hash !== hash)
  return others.sort((one, other) => other.version - one.version)
}

/** The one that is usually meant: the version before, or what came after the first. */
export function usualOther(version: number, others: ProcessLine[]): ProcessLine | undefined {
  return others.find((other) => other.version < version) ?? others.at(-1)
}
