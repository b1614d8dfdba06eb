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

/** The middle of an outline's box: where its name stands. */
export function middleOf(feature: Feature<Geometry, Place>): [number, number] | undefined {
  const bounds = boundsOf([feature])
  return bounds && [(bounds[0] + bounds[2]) / 2, (bounds[1] + bounds[3]) / 2]
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
