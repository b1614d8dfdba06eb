import { useI18n } from '@ronghe/ui'
import type { OrderLineView } from '../api/types'
import { BoardCard } from './BoardCard'
import { boardColumns } from './boardColumns'
import { texts } from './texts'
import { useStageNames } from './useStageNames'
import styles from './orders.module.css'

/** A column for each stage, a card for each order that stands there. */
export function OrderBoard({ lines }: { lines: OrderLineView[] }) {
  const { t, say } = useI18n(texts)
  const nameOf = useStageNames()
  return (
    <div className={styles.board}>
      {boardColumns(lines).map(({ stage, cards }) => (
        <section key={stage?.element ?? 'none'} className={styles.boardColumn}>
          <h2 className={styles.boardTitle}>
            {stage ? say(nameOf(stage)) : t('orders.board.no_stage')} <span className={styles.count}>{cards.length}</span>
          </h2>
          {cards.map(({ line, stage: own }) => (
            <BoardCard key={own?.stage ?? line.order} line={line} stage={own} />
          ))}
        </section>
      ))}
    </div>
  )
}
