/** Frames of a work as people read and copy them. */

import type { Micros, MeterWork } from '../api/types'

export type Frame = MeterWork['frames'][number]

/** "1.250": seconds from one moment to another. */
export function secondsBetween(begin: Micros, at: Micros, places: number): string {
  return ((at - begin) / 1_000_000).toFixed(places)
}

/** Byte by byte, so that it can be read and breaks in a line. */
export function spaced(hex: string): string {
  return (hex.match(/../g) ?? []).join(' ').toUpperCase()
}

/** A line for each frame, as tools that read recordings take them. */
export function framesText(frames: Frame[], begin: Micros): string {
  return frames.map(({ at, way, hex }) => `+${secondsBetween(begin, at, 3)} ${way} ${spaced(hex)}`).join('\n')
}
