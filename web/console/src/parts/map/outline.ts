import type { Feature, FeatureCollection, Geometry, Position } from 'geojson'
import type { MapView } from '../../api/types'

/** What the platform says of a place on its map. */
export interface Place {
  kind: 'station' | 'grid' | 'area'
  code: string
  name: string
  primary?: string | null
  backup?: string | null
}

export type PlaceFeature = Feature<Geometry | null, Place>

/** The outlines of the platform's map; places without a known outline are left out. */
export function outlines(map: MapView): FeatureCollection<Geometry, Place> {
  const features = (map.features as PlaceFeature[]).filter(hasOutline)
  return { type: 'FeatureCollection', features }
}

function hasOutline(feature: PlaceFeature): feature is Feature<Geometry, Place> {
  return feature.geometry !== null
}

/** Places with the colour that each is filled with, and its id where a click finds it. */
export type Filled = FeatureCollection<Geometry, Place & { fill: string; place: string }>

export function filled(places: FeatureCollection<Geometry, Place>, fills: Record<string, string>, other: string): Filled {
  const features = places.features.map((feature) => {
    const place = String(feature.id)
    return { ...feature, properties: { ...feature.properties, fill: fills[place] ?? other, place } }
  })
  return { ...places, features }
}

/** West, south, east, north of everything on the map. */
export function boundsOf(features: Feature<Geometry, Place>[]): [number, number, number, number] | undefined {
  const points = features.flatMap(({ geometry }) => pointsOf(geometry))
  if (points.length === 0) return undefined
  const lons = points.map(([lon = 0]) => lon)
  const lats = points.map(([, lat = 0]) => lat)
  return [Math.min(...lons), Math.min(...lats), Math.max(...lons), Math.max(...lats)]
}

/**
 * Where a place's name stands: the centre of its largest part, or, where that lies outside (a horseshoe), the middle of
 * the widest stretch of the part at the same height.
 */
export function innerPoint({ geometry }: Feature<Geometry, Place>): [number, number] | undefined {
  switch (geometry.type) {
    case 'Point': {
      const [lon = 0, lat = 0] = geometry.coordinates
      return [lon, lat]
    }
    case 'Polygon':
      return innerPointOf(geometry.coordinates)
    case 'MultiPolygon': {
      const largest = [...geometry.coordinates].sort((one, other) => area(other) - area(one))[0]
      return largest && innerPointOf(largest)
    }
    default:
      return undefined
  }
}

/** The outer ring of a part, and its holes. */
type Part = Position[][]

function innerPointOf(part: Part): [number, number] | undefined {
  const [lon, lat] = centroid(part[0] ?? [])
  const stretches = insideAt(part, lat)
  const widest = [...stretches].sort((one, other) => width(other) - width(one))[0]
  if (widest === undefined) return undefined
  const isInside = stretches.some(([west, east]) => west < lon && lon < east)
  return [isInside ? lon : (widest[0] + widest[1]) / 2, lat]
}

/** The stretches of a part along one latitude, west to east. */
function insideAt(part: Part, lat: number): [number, number][] {
  const crossings = part.flatMap(edges).flatMap(([[lon1, lat1], [lon2, lat2]]) =>
    lat1 > lat === lat2 > lat ? [] : [lon1 + ((lat - lat1) / (lat2 - lat1)) * (lon2 - lon1)],
  )
  crossings.sort((one, other) => one - other)
  return crossings.flatMap((west, at) => (at % 2 === 0 && crossings[at + 1] !== undefined ? [[west, crossings[at + 1] as number]] : []))
}

function width([west, east]: [number, number]): number {
  return east - west
}

function area(part: Part): number {
  return Math.abs(edges(part[0] ?? []).reduce((sum, edge) => sum + cross(edge), 0))
}

function centroid(ring: Position[]): [number, number] {
  // Counted from the first corner: degrees are large beside the size of a grid.
  const [lon0 = 0, lat0 = 0] = ring[0] ?? []
  const near = edges(ring).map(([[lon1, lat1], [lon2, lat2]]): Edge => [[lon1 - lon0, lat1 - lat0], [lon2 - lon0, lat2 - lat0]])
  const twice = near.reduce((sum, edge) => sum + cross(edge), 0)
  const moment = (axis: 0 | 1) => near.reduce((sum, edge) => sum + (edge[0][axis] + edge[1][axis]) * cross(edge), 0)
  return twice === 0 ? [lon0, lat0] : [lon0 + moment(0) / (3 * twice), lat0 + moment(1) / (3 * twice)]
}

type Edge = [[number, number], [number, number]]

function edges(ring: Position[]): Edge[] {
  return ring.slice(1).map(([lon = 0, lat = 0], at) => {
    const [lonBefore = 0, latBefore = 0] = ring[at] ?? []
    return [[lonBefore, latBefore], [lon, lat]]
  })
}

function cross([[lon1, lat1], [lon2, lat2]]: Edge): number {
  return lon1 * lat2 - lon2 * lat1
}

function pointsOf(geometry: Geometry): Position[] {
  switch (geometry.type) {
    case 'Point':
      return [geometry.coordinates]
    case 'Polygon':
      return geometry.coordinates.flat()
    case 'MultiPolygon':
      return geometry.coordinates.flat(2)
    default:
      return []
  }
}
