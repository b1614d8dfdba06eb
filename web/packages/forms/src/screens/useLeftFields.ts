import { useEffect, useRef, useState } from 'react'

/**
 * The fields that somebody has been in and left; what is wrong there is said from then on. While a finger or a button is
 * down nothing is said yet: the words would move what is being pressed from under it.
 */
export function useLeftFields(): { left: Set<string>; leave: (field: string) => void } {
  const [left, setLeft] = useState<Set<string>>(new Set())
  const isPressed = useRef(false)
  const waiting = useRef<string[]>([])

  useEffect(() => {
    const press = () => {
      isPressed.current = true
    }
    const release = () => {
      isPressed.current = false
      // The click comes after the release and must find its target where it was.
      setTimeout(() => {
        const fields = waiting.current.splice(0)
        if (fields.length > 0) setLeft((before) => new Set([...before, ...fields]))
      })
    }
    addEventListener('pointerdown', press, true)
    addEventListener('pointerup', release, true)
    addEventListener('pointercancel', release, true)
    return () => {
      removeEventListener('pointerdown', press, true)
      removeEventListener('pointerup', release, true)
      removeEventListener('pointercancel', release, true)
    }
  }, [])

  const leave = (field: string) => {
    if (isPressed.current) waiting.current.push(field)
    else setLeft((before) => new Set(before).add(field))
  }
  return { left, leave }
}
