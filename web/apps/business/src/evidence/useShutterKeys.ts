import { useEffect } from 'react'

/** A volume key, or the camera's own, does what the large button does: with gloves it is easier to find. */
export function useShutterKeys(press: () => void): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (!SHUTTER_KEYS.has(event.key) || event.repeat) return
      event.preventDefault()
      press()
    }
    addEventListener('keydown', onKey)
    return () => removeEventListener('keydown', onKey)
  })
}

const SHUTTER_KEYS = new Set(['AudioVolumeUp', 'AudioVolumeDown', 'VolumeUp', 'VolumeDown', 'Camera'])
