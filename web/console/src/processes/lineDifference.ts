import { structuredPatch } from 'diff'

export type LineChange = 'same' | 'added' | 'removed'

export interface ComparedLine {
  change: LineChange
  /** Its number before; none for a line that is new. */
  before: number | undefined
  after: number | undefined
  text: string
}

export interface LineDifference {
  added: number
  removed: number
  /** What differs, each with the lines around it. */
  hunks: ComparedLine[][]
}

/** How two texts differ line by line; nothing where they differ so much that it would say nothing. */
export function lineDifference(from: string, to: string): LineDifference | undefined {
  const patch = structuredPatch('', '', from, to, undefined, undefined, { context: CONTEXT, maxEditLength: EDITS_MAX })
  if (patch === undefined) return undefined
  const hunks = patch.hunks.map(({ oldStart, newStart, lines }) => {
    let [before, after] = [oldStart, newStart]
    return lines.flatMap((line): ComparedLine[] => {
      const change = CHANGES[line.charAt(0)]
      // A remark of the format: that the file ends without a line break.
      if (change === undefined) return []
      return [{
        change,
        before: change === 'added' ? undefined : before++,
        after: change === 'removed' ? undefined : after++,
        text: line.slice(1),
      }]
    })
  })
  const count = (wanted: LineChange) => hunks.flat().filter(({ change }) => change === wanted).length
  return { added: count('added'), removed: count('removed'), hunks }
}

const CHANGES: Record<string, LineChange | undefined> = { ' ': 'same', '+': 'added', '-': 'removed' }
const CONTEXT = 3
const EDITS_MAX = 4_000
