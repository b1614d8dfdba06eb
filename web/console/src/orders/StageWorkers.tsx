import { Icon, useI18n } from '@ronghe/ui'
import { isGiven } from '../api/given'
import type { StageView } from '../api/types'
import { PersonName } from '../people/PersonName'
import { texts } from './texts'
import styles from './orders.module.css'

/** Who has the stages, each person once; nobody is said in words. */
export function StageWorkers({ stages }: { stages: StageView[] }) {
  const { t } = useI18n(texts)
  const workers = new Map(stages.map(({ assignee, assignee_name }) => [assignee ?? undefined, assignee_name]))
  return [...workers].map(([assignee, name]) => (
    <span key={assignee ?? 'nobody'} className={styles.worker}>
      {!isGiven(assignee) ? (
        <span className={styles.nobody}>
          <Icon name="person" size="1em" /> {t('orders.stage.nobody')}
        </span>
      ) : (
        <PersonName person={assignee} name={name} />
      )}
    </span>
  ))
}
