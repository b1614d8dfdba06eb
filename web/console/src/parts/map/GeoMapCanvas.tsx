import 'maplibre-gl/dist/maplibre-gl.css'
import { PALETTES, useI18n } from '@ronghe/ui'
import { useQuery } from '@tanstack/react-query'
import { Map as Canvas, Marker, setWorkerUrl, type GeoJSONSource } from 'maplibre-gl'
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url'
import { useEffect, useEffectEvent, useRef, useState } from 'react'
import type { MapView } from '../../api/types'
import { usePreferences } from '../../preferences'
import { texts } from '../texts'
import styles from '../parts.module.css'
import { drawFrames } from './frameDrawing'
import { addLabel, arrangeLabels, type GridLabel } from './gridLabels'
import { pointAt, pointFeatures, pointsWithin, type Frame, type MapPoint } from './mapPoints'
import { CHOSEN_GRID, isGrid, mapStyle } from './mapStyle'
import { boundsOf, filled, innerPoint, outlines } from './outline'
import { settingsQuery } from './settings'

setWorkerUrl(workerUrl)

/** Some remote desktops have no WebGL. */
const CAN_DRAW = document.createElement('canvas').getContext('webgl2') !== null

export interface GeoMapProps {
  map: MapView
  /** Fill colour by grid id. */
  fills?: Record<string, string>
  /** By grid id; a grid without one bears nothing. */
  labels?: Record<string, GridLabel>
  onGrid?: (grid: string) => void
  /** The grid that was chosen; it is drawn around. */
  chosenGrid?: string | undefined
  /** What lies on the map and can be chosen, one by a click or several by a frame with Shift held. */
  points?: MapPoint[]
  onPoints?: (points: string[]) => void
  /** A place to point at; the map shows its surroundings. */
  point?: { lon: number; lat: number }
}

export default function GeoMapCanvas({ map, fills = {}, labels = {}, onGrid, chosenGrid, points = NO_POINTS, onPoints, point }: GeoMapProps) {
  const { t } = useI18n(texts)
  const { theme } = usePreferences()
  const settings = useQuery(settingsQuery)
  const container = useRef<HTMLDivElement>(null)
  const [canvas, setCanvas] = useState<Canvas>()
  const [isDrawn, setDrawn] = useState(false)
  const pickGrid = useEffectEvent((grid: string) => onGrid?.(grid))
  const pickPoints = useEffectEvent((picked: string[]) => picked.length > 0 && onPoints?.(picked))
  const palette = PALETTES[theme]
  const tiles = settings.data?.tiles ?? null
  const places = outlines(map)

  const build = useEffectEvent((element: HTMLDivElement) => {
    const bounds = point ? around(point) : boundsOf(places.features)
    const built = new Canvas({
      container: element,
      style: mapStyle(filled(places, fills, palette.sunken), palette, tiles),
      attributionControl: tiles ? { compact: true } : false,
      ...(bounds ? { bounds, fitBoundsOptions: { padding: 24 } } : {}),
    })
    built.on('click', ({ point: at }) => {
      const clicked = pointAt(built, at)
      if (clicked !== undefined) return pickPoints([clicked])
      const grid: unknown = built.queryRenderedFeatures(at, { layers: ['grids'] })[0]?.properties['place']
      if (typeof grid === 'string') pickGrid(grid)
    })
    built.once('idle', () => {
      setCanvas(built)
      setDrawn(true)
    })
    if (point) new Marker({ color: palette.primary }).setLngLat([point.lon, point.lat]).addTo(built)
    return built
  })

  useEffect(() => {
    if (!container.current || !CAN_DRAW) return undefined
    const built = build(container.current)
    return () => {
      setCanvas(undefined)
      built.remove()
    }
  }, [map, point, theme, tiles])

  const label = useEffectEvent((drawn: Canvas) =>
    places.features.flatMap((feature) => {
      const [text, place] = [labels[String(feature.id)], innerPoint(feature)]
      if (text === undefined || place === undefined) return []
      return [addLabel(drawn, place, text, () => pickGrid(String(feature.id)))]
    }),
  )
  const colour = useEffectEvent((drawn: Canvas) => {
    drawn.getSource<GeoJSONSource>('places')?.setData(filled(places, fills, palette.sunken))
  })

  // New figures change colours and labels; where the person has moved the map to stays.
  const written = JSON.stringify([fills, labels])
  useEffect(() => {
    if (!canvas) return undefined
    colour(canvas)
    const labelled = label(canvas)
    const arrange = () => arrangeLabels(canvas, labelled)
    arrange()
    canvas.on('move', arrange)
    canvas.on('resize', arrange)
    return () => {
      canvas.off('move', arrange)
      canvas.off('resize', arrange)
      labelled.forEach(({ marker }) => marker.remove())
    }
  }, [canvas, written])

  useEffect(() => {
    canvas?.setFilter(CHOSEN_GRID, isGrid(chosenGrid))
  }, [canvas, chosenGrid])

  const frame = useEffectEvent((drawn: Canvas, within: Frame) => pickPoints(pointsWithin(points, (place) => drawn.project(place), within)))
  const canChoose = onPoints !== undefined
  useEffect(() => {
    if (!canvas || !canChoose) return undefined
    return drawFrames(canvas, styles.mapFrame ?? '', (within) => frame(canvas, within))
  }, [canvas, canChoose])

  useEffect(() => {
    canvas?.getSource<GeoJSONSource>('points')?.setData(pointFeatures(points))
  }, [canvas, points])

  return (
    <div className={styles.map} role="region" aria-label={t('parts.map.label')} aria-busy={CAN_DRAW && !isDrawn}>
      <div ref={container} className={styles.mapCanvas} />
      {!CAN_DRAW && <p className={styles.mapNote}>{t('parts.map.unavailable')}</p>}
      {CAN_DRAW && places.features.length === 0 && <p className={styles.mapNote}>{t('parts.map.empty')}</p>}
    </div>
  )
}

const NO_POINTS: MapPoint[] = []

/** About a kilometre to each side. */
function around({ lon, lat }: { lon: number; lat: number }): [number, number, number, number] {
  return [lon - 0.012, lat - 0.009, lon + 0.012, lat + 0.009]
}
