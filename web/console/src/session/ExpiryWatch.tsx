import { useEffect } from 'react'
import { session } from '../api/client'
import type { Micros } from '../api/types'

/** Asks for a new sign-in when the session ends by itself, before a click fails. */
export function ExpiryWatch({ expiresAt }: { expiresAt: Micros }) {
  useEffect(() => {
    const left = expiresAt / 1000 - Date.now()
    // Longer than a timer can wait: whoever is still there then will be asked by the next call.
    if (left > LONGEST_MS) return undefined
    const timer = setTimeout(() => session.expire(), Math.max(left, 0))
    return () => clearTimeout(timer)
  }, [expiresAt])
  return null
}

const LONGEST_MS = 2 ** 31 - 1
