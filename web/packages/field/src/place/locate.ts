import { toInstant, type Position } from '@ronghe/forms'

/** Why there is no position: the worker can act on each. */
export type PlaceFault = 'denied' | 'unavailable'

/** Follows the receiver until told to stop; positions become better while it runs. */
export function followPlace(onPlace: (place: Position) => void, onFault: (fault: PlaceFault) => void): () => void {
  if (!('geolocation' in navigator)) {
    onFault('unavailable')
    return () => undefined
  }
  const watch = navigator.geolocation.watchPosition(
    (found) => onPlace(positionOf(found)),
    (error) => onFault(error.code === error.PERMISSION_DENIED ? 'denied' : 'unavailable'),
    { enableHighAccuracy: true, timeout: FIX_WITHIN_MS, maximumAge: 0 },
  )
  return () => navigator.geolocation.clearWatch(watch)
}

/** Where the terminal roughly is, if it is known without effort; for sorting, and for the burnt-in line of a photo. */
export function roughPlace(): Promise<Position | undefined> {
  return new Promise((resolve) => {
    if (!('geolocation' in navigator)) return resolve(undefined)
    navigator.geolocation.getCurrentPosition((found) => resolve(positionOf(found)), () => resolve(undefined), {
      timeout: ROUGH_WITHIN_MS,
      maximumAge: ROUGH_AGE_MS,
    })
  })
}

/** Where the terminal is as a command begins; nobody waits long for it, whatever the receiver or a question to him does. */
export function placeAtOnce(): Promise<Position | undefined> {
  return new Promise((resolve) => {
    if (!('geolocation' in navigator)) return resolve(undefined)
    // The receiver's own timeout does not run while the browser asks for permission.
    const timer = setTimeout(() => resolve(undefined), AT_ONCE_WITHIN_MS)
    const settle = (place: Position | undefined) => {
      clearTimeout(timer)
      resolve(place)
    }
    navigator.geolocation.getCurrentPosition((found) => settle(positionOf(found)), () => settle(undefined), {
      enableHighAccuracy: true, timeout: AT_ONCE_WITHIN_MS, maximumAge: AT_ONCE_AGE_MS,
    })
  })
}

function positionOf({ coords, timestamp }: GeolocationPosition): Position {
  return {
    lon: coords.longitude,
    lat: coords.latitude,
    accuracy_m: Math.round(coords.accuracy),
    // The browser does not say which receiver it was; only satellites give a height or are this exact.
    source: coords.altitude !== null || coords.accuracy <= SATELLITE_ACCURACY_M ? 'gnss' : 'network',
    at: toInstant(new Date(timestamp)),
  }
}

const SATELLITE_ACCURACY_M = 30
const FIX_WITHIN_MS = 20_000
const ROUGH_WITHIN_MS = 5_000
const ROUGH_AGE_MS = 300_000
const AT_ONCE_WITHIN_MS = 2_000
const AT_ONCE_AGE_MS = 60_000
