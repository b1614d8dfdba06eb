import { Card, useNow } from '@ronghe/field'
import { fromInstant } from '@ronghe/forms'
import { formatEnergy, formatMoment, useI18n } from '@ronghe/ui'
import styles from './meter.module.css'
import { placed, type ReadingPoint } from './readingPoints'
import { texts } from './texts'

/** The course of the total register, whoever read it; each value stands in its work too. */
export function ReadingsChart({ points }: { points: ReadingPoint[] }) {
  const { t, language } = useI18n(texts)
  const now = useNow()
  const places = placed(points, WIDTH, HEIGHT)
  const ends = [points[0], points.at(-1)].flatMap((point) =>
    point ? [{ at: formatMoment(fromInstant(point.at), now, language), energy: formatEnergy(point.total_kwh_e4) }] : [],
  )
  const [first, last] = ends
  if (!first || !last) return null
  return (
    <Card title={t('meter.chart.title')}>
      <div className={styles.chart}>
        <svg
          viewBox={`${-MARGIN} ${-MARGIN} ${WIDTH + 2 * MARGIN} ${HEIGHT + 2 * MARGIN}`}
          role="img"
          aria-label={t('meter.chart.words', { count: points.length, from: first.energy, to: last.energy })}
        >
          <polyline points={places.map(({ x, y }) => `${x},${y}`).join(' ')} />
          {places.map(({ x, y }, at) => (
            <circle key={`${points[at]?.at} ${at}`} cx={x} cy={y} r={DOT} />
          ))}
        </svg>
        <div className={styles.chartEnds}>
          {ends.map(({ at, energy }, place) => (
            <span key={`${at} ${place}`}>
              <strong>{energy}</strong>
              <span>{at}</span>
            </span>
          ))}
        </div>
      </div>
    </Card>
  )
}

const WIDTH = 300
const HEIGHT = 80
const DOT = 4
const MARGIN = 6
