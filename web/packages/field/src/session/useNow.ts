import { useEffect, useMemo, useState } from 'react'
import { useStanding } from './FieldProvider'

/** The terminal's corrected clock, for words such as "1 小时 20 分"; ticks once in half a minute. */
export function useNow(): Date {
  const offset = (useStanding().state?.clock_offset_micros ?? 0) / 1000
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const ticking = setInterval(() => setNow(Date.now()), TICK_MS)
    return () => clearInterval(ticking)
  }, [])
  return useMemo(() => new Date(now + offset), [now, offset])
}

const TICK_MS = 30_000
