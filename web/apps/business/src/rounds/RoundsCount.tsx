import { Card } from '@ronghe/field'
import { useI18n } from '@ronghe/ui'
import styles from './Rounds.module.css'
import { texts } from './texts'

/** "187/240" with a bar that fills up. */
export function RoundsCount({ done, total }: { done: number; total: number }) {
  const { t } = useI18n(texts)
  return (
    <Card>
      <p className={styles.count}>
        <strong>{t('rounds.count.done', { done, total })}</strong>
        {done < total && <span>{t('rounds.count.left', { count: total - done })}</span>}
      </p>
      <progress className={styles.bar} value={done} max={total} aria-label={t('rounds.count.label')} />
    </Card>
  )
}
