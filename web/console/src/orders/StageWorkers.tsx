import { Icon, useI18n } from '@ronghe/ui'
import { Link } from 'react-router'
import { isGiven } from '../api/given'
import type { StageView } from '../api/types'
import { paths } from '../paths'
import { texts } from './texts'
import styles from './orders.module.css'

/** Who has the open stages; nobody is said in words. */
export function StageWorkers({ stages }: { stages: StageView[] }) {
  const { t } = useI18n(texts)
  return stages.map(({ stage, assignee, assignee_name }) => (
    <span key={stage} className={styles.worker}>
      {!isGiven(assignee) ? (
        <span className={styles.nobody}>
          <Icon name="person" size="1em" /> {t('orders.stage.nobody')}
        </span>
      ) : (
        <Link to={paths.people({ tab: 'people', person: assignee })}>{assignee_name ?? assignee}</Link>
      )}
    </span>
  ))
}
