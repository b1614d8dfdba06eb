import type { Position } from '@ronghe/forms'
import { useEffect, useState } from 'react'
import { roughPlace } from './locate'

/** Asked once when a screen opens: a list need not follow every step, and the battery decides the day. */
export function useRoughPlace(): Position | undefined {
  const [place, setPlace] = useState<Position>()
  useEffect(() => {
    let isCurrent = true
    void roughPlace().then((found) => isCurrent && setPlace(found))
    return () => {
      isCurrent = false
    }
  }, [])
  return place
}
