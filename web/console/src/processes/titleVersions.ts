import type { ProcessLine } from '../api/types'

/** The version of each process that its title is read from: the active one, else the newest. */
export function titleVersions(lines: ProcessLine[]): ProcessLine[] {
  const chosen = new Map<string, ProcessLine>()
  for (const line of lines) {
    const before = chosen.get(line.process)
    if (!before || line.active || (!before.active && line.version > before.version)) chosen.set(line.process, line)
  }
  return [...chosen.values()]
}
