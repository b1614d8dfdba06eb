import type { Instant } from '@ronghe/forms'

/** A reading of the total register as it was taken. */
export interface ReadingPoint {
  at: Instant
  total_kwh_e4: number
}

interface WithReading {
  ended_at: Instant
  readings?: { total_kwh_e4: number } | null | undefined
}

/** The readings of works by whomever, the oldest first; too few of them show no course. */
export function readingPoints(works: WithReading[]): ReadingPoint[] | undefined {
  const points = works.flatMap(({ ended_at, readings }) => (readings ? [{ at: ended_at, total_kwh_e4: readings.total_kwh_e4 }] : []))
  return points.length < POINTS_MIN ? undefined : points.sort((one, other) => one.at - other.at)
}

/** Where each point lies in a box of `width` and `height`, time to the right and energy upwards. */
export function placed(points: ReadingPoint[], width: number, height: number): { x: number; y: number }[] {
  const scale = (of: (point: ReadingPoint) => number, length: number) => {
    const values = points.map(of)
    const least = Math.min(...values)
    const range = Math.max(...values) - least
    // What never changed is a line in the middle.
    return (point: ReadingPoint) => (range === 0 ? length / 2 : ((of(point) - least) / range) * length)
  }
  const x = scale(({ at }) => at, width)
  const y = scale(({ total_kwh_e4 }) => total_kwh_e4, height)
  return points.map((point) => ({ x: x(point), y: height - y(point) }))
}

const POINTS_MIN = 3
