import { useNow, type LonLat, type OrderLine } from '@ronghe/field'
import { useI18n } from '@ronghe/ui'
import { groupLines, PARTS, type Ordering } from './grouping'
import { OrderRow } from './OrderRow'
import { texts } from './texts'
import styles from './TodayParts.module.css'

interface TodayPartsProps {
  lines: OrderLine[]
  here: LonLat | undefined
  ordering: Ordering
  onOpen: (order: string) => void
}

/** The parts of the day, each with its count. A tap opens the order where it is worked on. */
export function TodayParts({ lines, here, ordering, onOpen }: TodayPartsProps) {
  const { t } = useI18n(texts)
  const parts = groupLines(lines, { here, now: useNow(), by: ordering })
  return (
    <>
      {PARTS.filter((part) => parts[part].length > 0).map((part) => (
        <section key={part} className={styles.part} aria-labelledby={`part-${part}`}>
          <h2 id={`part-${part}`} className={styles.title}>
            {t(`today.part.${part}`)} <span className={styles.count}>{parts[part].length}</span>
          </h2>
          <ul className={styles.rows}>
            {parts[part].map((placed) => (
              <li key={placed.line.order}>
                <OrderRow placed={placed} onOpen={onOpen} />
              </li>
            ))}
          </ul>
        </section>
      ))}
    </>
  )
}
