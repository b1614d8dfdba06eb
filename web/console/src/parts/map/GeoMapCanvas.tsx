import 'maplibre-gl/dist/maplibre-gl.css'
import { PALETTES, useI18n } from '@ronghe/ui'
import { useQuery } from '@tanstack/react-query'
import { Map as Canvas, Marker, setWorkerUrl } from 'maplibre-gl'
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url'
import { useEffect, useEffectEvent, useRef } from 'react'
import type { MapView } from '../../api/types'
import { usePreferences } from '../../preferences'
import { texts } from '../texts'
import styles from '../parts.module.css'
import { mapStyle } from './mapStyle'
import { boundsOf, middleOf, outlines } from './outline'
import { settingsQuery } from './settings'

setWorkerUrl(workerUrl)

/** Some remote desktops have no WebGL. */
const CAN_DRAW = document.createElement('canvas').getContext('webgl2') !== null

export interface GeoMapProps {
  map: MapView
  /** Fill colour by grid id. */
  fills?: Record<string, string>
  /** What stands on a grid; nothing without it. */
  labels?: Record<string, string>
  onGrid?: (grid: string) => void
  /** A place to point at; the map shows its surroundings. */
  point?: { lon: number; lat: number }
}

export default function GeoMapCanvas({ map, fills = {}, labels = {}, onGrid, point }: GeoMapProps) {
  const { t } = useI18n(texts)
  const { theme } = usePreferences()
  const settings = useQuery(settingsQuery)
  const container = useRef<HTMLDivElement>(null)
  const pickGrid = useEffectEvent((grid: string) => onGrid?.(grid))
  const tiles = settings.data?.tiles ?? null

  const places = outlines(map)
  const written = JSON.stringify([fills, labels, point])
  const draw = useEffectEvent((element: HTMLDivElement) => {
    const bounds = point ? around(point) : boundsOf(places.features)
    const canvas = new Canvas({
      container: element,
      style: mapStyle(places, fills, PALETTES[theme], tiles),
      attributionControl: tiles ? { compact: true } : false,
      ...(bounds ? { bounds, fitBoundsOptions: { padding: 24 } } : {}),
    })
    canvas.on('click', 'grids', ({ features }) => {
      const grid: unknown = features?.[0]?.properties['place']
      if (typeof grid === 'string') pickGrid(grid)
    })
    for (const feature of places.features) {
      const label = labels[String(feature.id)]
      const middle = middleOf(feature)
      if (label === undefined || middle === undefined) continue
      new Marker({ element: gridButton(label, () => pickGrid(String(feature.id))) }).setLngLat(middle).addTo(canvas)
    }
    if (point) new Marker({ color: PALETTES[theme].primary }).setLngLat([point.lon, point.lat]).addTo(canvas)
    return canvas
  })

  useEffect(() => {
    if (!container.current || !CAN_DRAW) return undefined
    const canvas = draw(container.current)
    return () => canvas.remove()
  }, [map, written, theme, tiles])

  return (
    <div className={styles.map} role="region" aria-label={t('parts.map.label')}>
      <div ref={container} className={styles.mapCanvas} />
      {!CAN_DRAW && <p className={styles.mapNote}>{t('parts.map.unavailable')}</p>}
      {CAN_DRAW && places.features.length === 0 && <p className={styles.mapNote}>{t('parts.map.empty')}</p>}
    </div>
  )
}

function gridButton(label: string, onClick: () => void): HTMLButtonElement {
  const button = document.createElement('button')
  button.type = 'button'
  button.className = styles.gridLabel ?? ''
  button.textContent = label
  button.addEventListener('click', onClick)
  return button
}

/** About a kilometre to each side. */
function around({ lon, lat }: { lon: number; lat: number }): [number, number, number, number] {
  return [lon - 0.012, lat - 0.009, lon + 0.012, lat + 0.009]
}
