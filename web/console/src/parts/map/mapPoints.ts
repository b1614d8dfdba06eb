import type { FeatureCollection, Point } from 'geojson'
import type { LngLatLike, Map as Canvas, PointLike } from 'maplibre-gl'

/** Something on the map that can be chosen. */
export interface MapPoint {
  id: string
  lon: number
  lat: number
  /** What it is called. */
  words: string
  fill: string
  isChosen: boolean
}

export type Points = FeatureCollection<Point, { point: string; fill: string; chosen: boolean }>

export function pointFeatures(points: MapPoint[]): Points {
  const features = points.map(({ id, lon, lat, fill, isChosen }) => ({
    type: 'Feature' as const,
    geometry: { type: 'Point' as const, coordinates: [lon, lat] },
    properties: { point: id, fill, chosen: isChosen },
  }))
  return { type: 'FeatureCollection', features }
}

/** The points within a frame of the screen. */
export function pointsWithin(points: MapPoint[], project: (place: LngLatLike) => { x: number; y: number }, frame: Frame): string[] {
  const [west, east] = [Math.min(frame.from.x, frame.to.x), Math.max(frame.from.x, frame.to.x)]
  const [north, south] = [Math.min(frame.from.y, frame.to.y), Math.max(frame.from.y, frame.to.y)]
  return points
    .filter(({ lon, lat }) => {
      const { x, y } = project([lon, lat])
      return west <= x && x <= east && north <= y && y <= south
    })
    .map(({ id }) => id)
}

export interface Frame {
  from: { x: number; y: number }
  to: { x: number; y: number }
}

/** The point that was clicked at. */
export function pointAt(canvas: Canvas, at: PointLike): string | undefined {
  const point: unknown = canvas.queryRenderedFeatures(at, { layers: ['points'] })[0]?.properties['point']
  return typeof point === 'string' ? point : undefined
}
