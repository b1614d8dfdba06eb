import { Icon, useI18n } from '@ronghe/ui'
import type { OrderView } from '../api/types'
import { openStages } from '../orders/stages'
import { texts } from './texts'
import { useWorkerWords } from './useWorkerWords'
import styles from './steering.module.css'

/** Who will be told; nothing where nobody has the order. */
export function TellsWorkers({ order }: { order: OrderView }) {
  const { t } = useI18n(texts)
  const workers = useWorkerWords(order)(openStages(order))
  if (workers === '') return null
  return (
    <p className={styles.tells}>
      <Icon name="bell" size="1em" /> {t('steering.dialog.tells', { workers })}
    </p>
  )
}
