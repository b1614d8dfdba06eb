import { metresBetween, type LonLat } from '@ronghe/field'
import type { PlacedLine } from './grouping'

/**
 * Orders from one place to the nearest that is left, beginning where the worker is. Only those that may change places do:
 * nobody is made to wait for whom a time was agreed. Those without a place keep theirs behind the others.
 */
export function alongTheWay(
  placed: PlacedLine[],
  here: LonLat | undefined,
  mayChange: (one: PlacedLine, other: PlacedLine) => boolean,
): PlacedLine[] {
  const way: PlacedLine[] = []
  let last = here
  for (let from = 0; from < placed.length; ) {
    const [first] = placed.slice(from) as [PlacedLine]
    let to = from + 1
    while (to < placed.length && mayChange(first, placed[to] as PlacedLine)) to += 1
    const left = placed.slice(from, to)
    const open = left.filter(({ line }) => line.facts.box !== undefined)
    while (open.length > 0) {
      const next = nearestTo(last, open)
      open.splice(open.indexOf(next), 1)
      const box = next.line.facts.box as LonLat
      way.push({ line: next.line, ...(last ? { distance: metresBetween(last, box) } : {}) })
      last = box
    }
    way.push(...left.filter(({ line }) => line.facts.box === undefined))
    from = to
  }
  return way
}

/** The first of them, where nobody knows from where. */
function nearestTo(place: LonLat | undefined, open: PlacedLine[]): PlacedLine {
  const far = ({ line }: PlacedLine) => (place && line.facts.box ? metresBetween(place, line.facts.box) : 0)
  return open.reduce((nearest, one) => (far(one) < far(nearest) ? one : nearest))
}
