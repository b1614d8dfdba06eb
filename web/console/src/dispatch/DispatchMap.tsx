import { formatCount, groupNumber, PALETTES, useI18n } from '@ronghe/ui'
import { isGiven } from '../api/given'
import type { GridView, MapView, OrderLineView } from '../api/types'
import { isDueSoon, isOverdue } from '../orders/lineFacts'
import { GeoMap } from '../parts/map/GeoMap'
import type { MapPoint } from '../parts/map/mapPoints'
import { useNow } from '../parts/useNow'
import { usePreferences } from '../preferences'
import { gridFill } from './grids'
import { NO_LOAD, type Load } from './load'
import { MapLegend } from './MapLegend'
import { texts } from './texts'
import styles from './dispatch.module.css'

interface DispatchMapProps {
  map: MapView
  grids: GridView[]
  loads: Map<string, Load>
  /** The listed orders; those with a position stand on the map. */
  lines: OrderLineView[]
  chosen: string[]
  chosenGrid: string | undefined
  onGrid: (grid: string) => void
  /** Orders that were drawn around, or clicked at. */
  onOrders: (orders: string[]) => void
}

/** Grids coloured by load; the figure stands on each, so that the colour is not alone. Orders are points to choose. */
export function DispatchMap({ map, grids, loads, lines, chosen, chosenGrid, onGrid, onOrders }: DispatchMapProps) {
  const { t, language } = useI18n(texts)
  const { theme } = usePreferences()
  const now = useNow()
  const palette = PALETTES[theme]
  const fills = Object.fromEntries(grids.map(({ grid }) => [grid, gridFill(loads.get(grid), palette)]))
  const labels = Object.fromEntries(
    grids.map(({ grid, name }) => {
      const { open } = loads.get(grid) ?? NO_LOAD
      return [grid, { words: t('dispatch.grid.label', { name, open }), figure: formatCount(open, language), weight: open }]
    }),
  )
  const points = lines.flatMap((line): MapPoint[] => {
    if (!isGiven(line.position)) return []
    const { meanings, primary } = palette
    const fill = isOverdue(line, now) ? meanings.late.line : isDueSoon(line, now) ? meanings.soon.line : primary
    return [{ id: line.order, ...line.position, fill, isChosen: chosen.includes(line.order), words: groupNumber(line.order_no) }]
  })
  return (
    <>
      <div className={styles.map}>
        <GeoMap map={map} fills={fills} labels={grids.length <= LABELS_MAX ? labels : {}} points={points} chosenGrid={chosenGrid} onGrid={onGrid} onPoints={onOrders} />
      </div>
      <MapLegend />
    </>
  )
}

/** More than this say nothing any more. */
const LABELS_MAX = 60
