import { useStanding } from '@ronghe/field'
import type { Instant } from '@ronghe/forms'
import { useEffect, useState } from 'react'

/** Whole seconds since an instant, by the terminal's corrected clock. */
export function useSeconds(since: Instant): number {
  const offset = (useStanding().state?.clock_offset_micros ?? 0) / 1000
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const ticking = setInterval(() => setNow(Date.now()), 1000)
    return () => clearInterval(ticking)
  }, [])
  return Math.max(0, Math.floor((now + offset - since / 1000) / 1000))
}
