/** Metres on the plane, which is exact enough within a city. */
export function metresBetween(one: LonLat, other: LonLat): number {
  const east = (one.lon - other.lon) * Math.cos((other.lat * Math.PI) / 180)
  return Math.hypot(one.lat - other.lat, east) * METRES_PER_DEGREE
}

export interface LonLat {
  lon: number
  lat: number
}

const METRES_PER_DEGREE = 111_320
