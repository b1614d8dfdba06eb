/** A meter's own time, which has no zone, as it is read: "2026-11-30 16:42:40". */
export function meterTime(clock: string): string {
  return clock.replace('T', ' ')
}
