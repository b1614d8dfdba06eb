import { Code128Reader, NotFoundException, type BitArray, type DecodeHintType, type Result } from '@zxing/library'

/**
 * Finds a Code 128 wherever it begins in its row. The library's own search forgets how to count after the first dark
 * thing that is no start pattern, such as the edge of a meter, so it is given the row from the start pattern on.
 */
export class SteadyCode128Reader extends Code128Reader {
  override decodeRow(rowNumber: number, row: BitArray, hints?: Map<DecodeHintType, unknown>): Result {
    for (const start of startsOf(runsOf(row))) {
      try {
        return super.decodeRow(rowNumber, rowFrom(row, start), hints)
      } catch {
        // It only looked like a beginning.
      }
    }
    throw new NotFoundException()
  }
}

/** Lengths of light and dark in turn, beginning with light (of no length if the row begins dark). */
function runsOf(row: BitArray): number[] {
  const runs = [0]
  for (let at = 0; at < row.getSize(); at += 1) {
    const isDark = runs.length % 2 === 0
    if (row.get(at) === isDark) runs[runs.length - 1] = (runs[runs.length - 1] ?? 0) + 1
    else runs.push(1)
  }
  return runs
}

/** Where a start pattern stands behind a light margin. */
function startsOf(runs: number[]): number[] {
  const starts: number[] = []
  let at = 0
  runs.forEach((run, index) => {
    const isDark = index % 2 === 1
    if (isDark && isStart(runs.slice(index, index + 6), runs[index - 1] ?? 0)) starts.push(at)
    at += run
  })
  return starts
}

function isStart(runs: number[], margin: number): boolean {
  const module = runs.reduce((sum, run) => sum + run, 0) / MODULES
  if (runs.length < 6 || margin * 2 < module * MODULES) return false
  return STARTS.some((pattern) => pattern.every((modules, at) => Math.abs((runs[at] ?? 0) - modules * module) <= OFF_MAX * module))
}

function rowFrom(row: BitArray, start: number): BitArray {
  const rest = row.clone()
  for (let at = rest.getNextSet(0); at < start; at = rest.getNextSet(at)) rest.flip(at)
  return rest
}

/** Bars and spaces of the start patterns A, B and C (ISO/IEC 15417, table 1). */
const STARTS = [
  [2, 1, 1, 4, 1, 2],
  [2, 1, 1, 2, 1, 4],
  [2, 1, 1, 2, 3, 2],
]
const MODULES = 11
/** A blurred bar is wider than its space. */
const OFF_MAX = 0.75
