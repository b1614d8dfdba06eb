import { useI18n } from '@ronghe/ui'
import type { OrderLineView, StageView } from '../api/types'
import { BoardCard } from './BoardCard'
import { boardColumns } from './boardColumns'
import { texts } from './texts'
import { useStageNames } from './useStageNames'
import styles from './orders.module.css'

/** A column for each stage, a card for each order that stands there. */
export function OrderBoard({ lines }: { lines: OrderLineView[] }) {
  const { t } = useI18n(texts)
  return (
    <div className={styles.board}>
      {boardColumns(lines).map(({ key, named, cards }) => (
        <section key={key} className={styles.boardColumn}>
          <h2 className={styles.boardTitle}>
            {named ? <ColumnName stage={named.step.stage} bundle={named.bundle} /> : t('orders.board.no_stage')} <span className={styles.count}>{cards.length}</span>
          </h2>
          {cards.map(({ line, step }) => (
            <BoardCard key={step?.stage.stage ?? line.order} line={line} step={step} />
          ))}
        </section>
      ))}
    </div>
  )
}

function ColumnName({ stage, bundle }: { stage: StageView; bundle: string }) {
  const { say } = useI18n(texts)
  return say(useStageNames(bundle)(stage))
}
