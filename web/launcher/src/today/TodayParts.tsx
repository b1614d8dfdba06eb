import { useAgent, useCommand, withPlace, type LonLat, type OrderLine } from '@ronghe/field'
import { ErrorState, useI18n } from '@ronghe/ui'
import { BUSINESS_APP, orderInBusinessApp } from '../paths'
import { groupLines, PARTS } from './grouping'
import { OrderRow } from './OrderRow'
import { texts } from './texts'
import styles from './TodayParts.module.css'

/** The parts of the day, each with its count. A tap opens the order where it is worked on. */
export function TodayParts({ lines, here }: { lines: OrderLine[]; here: LonLat | undefined }) {
  const { t } = useI18n(texts)
  const agent = useAgent()
  const parts = groupLines(lines, here)
  const opening = useCommand(async (order: string) => {
    location.assign(withPlace(await agent.openApp(BUSINESS_APP), orderInBusinessApp(order)))
  })
  return (
    <>
      {opening.failure && <ErrorState error={opening.failure} />}
      {PARTS.filter((part) => parts[part].length > 0).map((part) => (
        <section key={part} className={styles.part} aria-labelledby={`part-${part}`}>
          <h2 id={`part-${part}`} className={styles.title}>
            {t(`today.part.${part}`)} <span className={styles.count}>{parts[part].length}</span>
          </h2>
          <ul className={styles.rows}>
            {parts[part].map((placed) => (
              <li key={placed.line.order}>
                <OrderRow placed={placed} onOpen={opening.run} />
              </li>
            ))}
          </ul>
        </section>
      ))}
    </>
  )
}
