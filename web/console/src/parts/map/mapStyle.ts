import type { Palette } from '@ronghe/ui'
import type { FilterSpecification, StyleSpecification } from 'maplibre-gl'
import { pointFeatures } from './mapPoints'
import type { Filled } from './outline'

export interface Tiles {
  url: string
  attribution: string
}

/** The layer that draws around the chosen grid. */
export const CHOSEN_GRID = 'grid-chosen'

/** Which outline is that of a grid; of none without one. */
export function isGrid(grid: string | undefined): FilterSpecification {
  return ['all', ['==', ['get', 'kind'], 'grid'], ['==', ['get', 'place'], grid ?? '']]
}

/** Our outlines over a plain ground, or over tiles where there is a tile server. No fonts: names are page elements. */
export function mapStyle(
  places: Filled,
  palette: Palette,
  tiles: Tiles | null,
): StyleSpecification {
  return {
    version: 8,
    sources: {
      places: { type: 'geojson', data: places },
      points: { type: 'geojson', data: pointFeatures([]) },
      ...(tiles ? { tiles: { type: 'raster', tiles: [tiles.url], tileSize: 256, attribution: tiles.attribution } } : {}),
    },
    layers: [
      { id: 'ground', type: 'background', paint: { 'background-color': palette.page } },
      ...(tiles ? [{ id: 'tiles', type: 'raster' as const, source: 'tiles' }] : []),
      {
        id: 'grids', type: 'fill', source: 'places', filter: ['==', ['get', 'kind'], 'grid'],
        paint: { 'fill-color': ['get', 'fill'], 'fill-opacity': tiles ? 0.6 : 1 },
      },
      {
        id: 'areas', type: 'line', source: 'places', filter: ['==', ['get', 'kind'], 'area'],
        paint: { 'line-color': palette.border, 'line-width': 0.7 },
      },
      {
        id: 'grid-edges', type: 'line', source: 'places', filter: ['==', ['get', 'kind'], 'grid'],
        paint: { 'line-color': palette.borderStrong, 'line-width': 1.5 },
      },
      {
        id: CHOSEN_GRID, type: 'line', source: 'places', filter: isGrid(undefined),
        paint: { 'line-color': palette.primaryStrong, 'line-width': 5 },
      },
      // Two rings: what can be chosen is a dot.
      {
        id: 'stations', type: 'circle', source: 'places', filter: ['==', ['get', 'kind'], 'station'],
        paint: { 'circle-radius': 9, 'circle-color': palette.surface, 'circle-stroke-color': palette.text, 'circle-stroke-width': 2 },
      },
      {
        id: 'station-centres', type: 'circle', source: 'places', filter: ['==', ['get', 'kind'], 'station'],
        paint: { 'circle-radius': 3, 'circle-color': palette.surface, 'circle-stroke-color': palette.text, 'circle-stroke-width': 2 },
      },
      {
        id: 'points', type: 'circle', source: 'points',
        paint: {
          'circle-radius': ['case', ['get', 'chosen'], 8, 5],
          'circle-color': ['get', 'fill'],
          'circle-stroke-color': ['case', ['get', 'chosen'], palette.text, palette.surface],
          'circle-stroke-width': ['case', ['get', 'chosen'], 3, 1.5],
        },
      },
    ],
  }
}
