import { useEffect, useRef } from 'react'
import { useSearchParams } from 'react-router'

/** By name; `undefined` and nothing leave the name out. */
export type AddressChanges = Record<string, string | undefined>

/** What the address asks for, and its change: of two changes that come faster than the page is drawn, both are kept. */
export function useAddress(): [URLSearchParams, (changes: AddressChanges) => void] {
  const [shown, setShown] = useSearchParams()
  const newest = useRef(shown)
  useEffect(() => {
    newest.current = shown
  }, [shown])
  const change = (changes: AddressChanges) => {
    newest.current = changed(newest.current, changes)
    setShown(newest.current, { replace: true })
  }
  return [shown, change]
}

export function changed(before: URLSearchParams, changes: AddressChanges): URLSearchParams {
  const next = new URLSearchParams(before)
  for (const [name, value] of Object.entries(changes)) {
    if (value === undefined || value === '') next.delete(name)
    else next.set(name, value)
  }
  return next
}
