import { formatCount, PALETTES, useI18n } from '@ronghe/ui'
import type { GridView, MapView, OrderLineView } from '../api/types'
import { GeoMap } from '../parts/map/GeoMap'
import { useNow } from '../parts/useNow'
import { usePreferences } from '../preferences'
import { gridFill, gridOf } from './grids'
import { loadBy, NO_LOAD } from './load'
import { MapLegend } from './MapLegend'
import { texts } from './texts'
import styles from './dispatch.module.css'

interface DispatchMapProps {
  map: MapView
  grids: GridView[]
  lines: OrderLineView[]
  onGrid: (grid: string) => void
}

/** Grids coloured by load; the figure stands on each, so that the colour is not alone. */
export function DispatchMap({ map, grids, lines, onGrid }: DispatchMapProps) {
  const { t, language } = useI18n(texts)
  const { theme } = usePreferences()
  const now = useNow()
  const loads = loadBy(lines, now, (line) => [gridOf(line, grids) ?? []].flat())
  const fills = Object.fromEntries(grids.map(({ grid }) => [grid, gridFill(loads.get(grid), PALETTES[theme])]))
  const labels = Object.fromEntries(
    grids.map(({ grid, name }) => {
      const load = loads.get(grid) ?? NO_LOAD
      return [grid, { words: t('dispatch.grid.label', { name, ...load }), figure: formatCount(load.open, language), weight: load.open }]
    }),
  )
  return (
    <>
      <div className={styles.map}>
        <GeoMap map={map} fills={fills} labels={grids.length <= LABELS_MAX ? labels : {}} onGrid={onGrid} />
      </div>
      <MapLegend />
    </>
  )
}

/** More than this say nothing any more. */
const LABELS_MAX = 60
