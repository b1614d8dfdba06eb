/** How the device's clock stands to the platform's. */
export interface ClockWords {
  word: 'right' | 'behind' | 'ahead' | 'unknown'
  seconds: number
}

/** `offset` is platform minus device, µs. */
export function clockWords(offset: number | undefined): ClockWords {
  if (offset === undefined) return { word: 'unknown', seconds: 0 }
  const seconds = Math.round(Math.abs(offset) / 1_000_000)
  if (seconds === 0) return { word: 'right', seconds }
  return { word: offset > 0 ? 'behind' : 'ahead', seconds }
}
