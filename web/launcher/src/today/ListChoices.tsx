import { useI18n } from '@ronghe/ui'
import { ORDERINGS, type Ordering } from './grouping'
import styles from './ListChoices.module.css'
import type { Profession } from './professions'
import { texts } from './texts'

export type Word = Profession['word']

interface ListChoicesProps {
  /** How many orders of each profession there are. */
  professions: Map<Word, number>
  chosen: Word | undefined
  onChoose: (word: Word | undefined) => void
  ordering: Ordering
  onOrder: (ordering: Ordering) => void
}

/** Which profession's orders are shown, where there are several, and how they are ordered. */
export function ListChoices({ professions, chosen, onChoose, ordering, onOrder }: ListChoicesProps) {
  const { t } = useI18n(texts)
  return (
    <div className={styles.rows}>
      {professions.size > 1 && (
        <div className={styles.row} role="group" aria-label={t('today.choice.professions')}>
          <button type="button" className={styles.chip} aria-pressed={chosen === undefined} onClick={() => onChoose(undefined)}>
            {t('today.choice.all')}
          </button>
          {[...professions].map(([word, count]) => (
            <button key={word} type="button" className={styles.chip} aria-pressed={chosen === word} onClick={() => onChoose(word)}>
              {t(word)} <span className={styles.count}>{count}</span>
            </button>
          ))}
        </div>
      )}
      <div className={styles.row} role="group" aria-label={t('today.choice.order')}>
        {ORDERINGS.map((each) => (
          <button key={each} type="button" className={styles.chip} aria-pressed={ordering === each} onClick={() => onOrder(each)}>
            {t(`today.order.${each}`)}
          </button>
        ))}
      </div>
    </div>
  )
}
