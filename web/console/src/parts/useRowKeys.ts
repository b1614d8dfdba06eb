import { useEffect, useEffectEvent, useState } from 'react'

export interface RowKeys {
  /** The row that the keys act on; -1 before the first key. */
  active: number
  setActive: (row: number) => void
}

/** j and k move through a list, Enter opens; further keys act on the row. Not while somebody types. */
export function useRowKeys(count: number, actions: Record<string, (row: number) => void>): RowKeys {
  const [chosen, setActive] = useState(-1)
  const active = Math.min(chosen, count - 1)
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || isElsewhere(event.target)) return
    const next = moved(event.key, active, count)
    if (next !== undefined) setActive(next)
    else if (active >= 0 && actions[event.key]) actions[event.key]?.(active)
    else return
    event.preventDefault()
  })
  useEffect(() => {
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [])
  return { active, setActive }
}

/** Where j and k lead; nothing for another key. */
export function moved(key: string, active: number, count: number): number | undefined {
  if (count === 0) return undefined
  if (key === 'j') return Math.min(active + 1, count - 1)
  if (key === 'k') return Math.max(active - 1, 0)
  return undefined
}

/** In a field, a dialog, or on something that has a use for the key itself. */
function isElsewhere(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('input, textarea, select, button, a, [role=dialog], [role=combobox]') !== null
}
